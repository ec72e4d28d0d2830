using SymbolicGrad.RandomPrograms;

return CommandLine.Create().Parse(args).Invoke();
