using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Scheduling;

/// <summary>The lengths of parameters are taken at the very start, so that the end of an inner loop is seen to be the same in all iterations.</summary>
internal static class LengthHoisting
{
    public static Function Run(Function function)
    {
        HashSet<int> parameters = [.. function.Parameters.OfType<ArrayParameter>().Where(parameter => parameter.Array.Storage != ArrayStorage.Jagged).Select(parameter => parameter.Array.Id)];
        List<Statement> lengths = [];
        Block body = function.Body.SelectStatements(statement =>
        {
            if (statement is not Dimension dimension || !parameters.Contains(dimension.Array.Id))
            {
                return [statement];
            }

            lengths.Add(dimension);
            return [];
        });
        return function with { Body = body with { Statements = lengths.Concat(body.Statements).ToEquatableArray() } };
    }
}
