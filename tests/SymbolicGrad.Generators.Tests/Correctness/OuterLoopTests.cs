namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>Which loops of the table are taken in lanes: those whose iterations are independent, and no others.</summary>
public class OuterLoopTests
{
    private static readonly Dictionary<string, Snippet> Table = Snippets.All.ToDictionary(snippet => snippet.Name, StringComparer.Ordinal);

    [Theory]
    [InlineData("a mixture at 5 points")]
    [InlineData("a row of activations at 5 rows")]
    [InlineData("outputs of 5 rows, conditions in lanes")]
    [InlineData("labels of 5 rows")]
    [InlineData("elements of a table that rows share")]
    [InlineData("one sum over all inner loops of 5 rows")]
    [InlineData("rows of floats")]
    [InlineData("rows of a type parameter")]
    public void IsTaken(string name) => Generated(name).ShouldContain("Lanes.LoadColumns");

    [Theory]
    [InlineData("rows in the user's order of sums")]
    [InlineData("a state that passes from row to row")]
    [InlineData("a sum over inner loops that one of them looks at")]
    [InlineData("rows above that are read")]
    [InlineData("inner loops that get longer")]
    [InlineData("rows that store into one place")]
    [InlineData("rows that a table names")]
    [InlineData("rows until a sum is large")]
    [InlineData("integer cells of an iteration")]
    public void IsLeft(string name) => Generated(name).ShouldNotContain("Workspace<Vector<");

    private static string Generated(string name)
    {
        using CompiledSnippet snippet = new(Table[name]);
        return snippet.Generated;
    }
}
