using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Vectorisation.Outer;

/// <summary>Which values of a loop's body differ from iteration to iteration: in lanes they are vectors, all others remain scalars.</summary>
internal sealed class LaneDependence
{
    private readonly HashSet<int> _varying;

    public LaneDependence(For loop)
    {
        _varying = [loop.Index.Id, .. loop.Carried.Select(carried => carried.Entry.Id)];
        Statement[] body = loop.Body.AllStatements;
        HashSet<int> written = [.. body.Where(statement => statement is Store or Accumulate).Select(statement => statement.Array()!.Id)];
        int before;
        do
        {
            before = _varying.Count;
            foreach (Statement statement in body)
            {
                Add(statement, written);
            }
        }
        while (_varying.Count > before);
    }

    public bool IsVarying(Operand operand) => operand is Value value && _varying.Contains(value.Id);

    private void Add(Statement statement, HashSet<int> written)
    {
        switch (statement)
        {
            case Compute compute when compute.Operands.Any(IsVarying):
                _varying.Add(compute.Result.Id);
                break;
            case Load load when written.Contains(load.Array.Id) || load.Indices.Any(IsVarying):
                _varying.Add(load.Result.Id);
                break;
            case If branch:
                for (int i = 0; i < branch.Results.Count; i++)
                {
                    if (IsVarying(branch.Condition) || IsVarying(branch.Then.Yields[i]) || IsVarying(branch.Else.Yields[i]))
                    {
                        _varying.Add(branch.Results[i].Id);
                    }
                }

                break;
            case For inner:
                for (int i = 0; i < inner.Carried.Count; i++)
                {
                    if (IsVarying(inner.Carried[i].Initial) || IsVarying(inner.Body.Yields[i]))
                    {
                        _varying.Add(inner.Carried[i].Entry.Id);
                        _varying.Add(inner.Results[i].Id);
                    }
                }

                break;
        }
    }
}
