using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.GradientFlow;

/// <summary>A bound as the documentation of a generated member states it.</summary>
/// <param name="Of">L, or the name of a state.</param>
/// <param name="By">The parameter, or the state.</param>
/// <param name="Text">What stands after ≤.</param>
internal sealed record PrintedBound(string Of, string By, string Text)
{
    public string AsCSharp => Regex.Replace(Text, @"\|([^|]*)\|", "Math.Abs($1)").Replace('·', '*').Replace('−', '-');
}

/// <summary>
/// A method F of numbers (and constant arrays) as a user's program: its bounds are read from the documentation of what was generated, and compiled beside it, so
/// that both the gradient and the bound are values of running code.
/// </summary>
internal sealed partial class BoundedProgram : IDisposable
{
    private readonly AssemblyLoadContext _context = new("bounds", isCollectible: true);
    private readonly MethodInfo _gradient;
    private readonly IReadOnlyList<MethodInfo> _bounds;
    private readonly List<string> _gradients;

    /// <param name="member">The method, whose last statement returns its result.</param>
    public BoundedProgram(string member)
    {
        string generated = GeneratorHost.Generate(GeneratorHost.CompileMembers("[Differentiable] " + member)).Values.Single();

        // A state that is no parameter has no gradient to compare with.
        Bounds = [.. Parse(generated).Where(bound => Regex.IsMatch(member, $@"\w {bound.By}[,)]"))];
        Bounds.ShouldNotBeEmpty(generated);
        StringBuilder members = new("[Differentiable] " + member);
        for (int i = 0; i < Bounds.Count; i++)
        {
            // Gradients are bounded by what the method computes, steps by the state before.
            string head = member[..member.IndexOf('{', StringComparison.Ordinal)], body = member[member.IndexOf('{', StringComparison.Ordinal)..];
            string kept = Bounds[i].Of == "L" ? body[..body.LastIndexOf("return ", StringComparison.Ordinal)] : "{";
            members.Append(CultureInfo.InvariantCulture, $"\n{head.Replace(" F(", $" Bound{i}(", StringComparison.Ordinal)}{kept} return {Bounds[i].AsCSharp}; }}");
        }

        using MemoryStream image = new();
        GeneratorHost.Complete(GeneratorHost.CompileMembers(members.ToString())).Emit(image).Success.ShouldBeTrue();
        image.Position = 0;
        Type type = _context.LoadFromStream(image).GetType("Net")!;
        _gradient = type.GetMethod("FGradient")!;
        _bounds = [.. Bounds.Select((_, i) => type.GetMethod($"Bound{i}")!)];
        _gradients = [.. _gradient.GetParameters().Where(parameter => parameter.IsOut).Select(parameter => parameter.Name!)];
    }

    public IReadOnlyList<PrintedBound> Bounds { get; }

    public IEnumerable<Type> Inputs => _gradient.GetParameters().Where(parameter => !parameter.IsOut).Select(parameter => parameter.ParameterType);

    /// <summary>|gradient| and its bound, for each of <see cref="Bounds"/>.</summary>
    public (double Gradient, double Bound)[] Run(params object[] arguments)
    {
        object?[] all = [.. arguments, .. new object?[_gradients.Count]];
        _gradient.Invoke(null, all);
        return [.. Bounds.Select((bound, i) => (
            Math.Abs((double)all[arguments.Length + _gradients.FindIndex(name => name[1..].Equals(bound.By, StringComparison.OrdinalIgnoreCase))]!),
            (double)_bounds[i].Invoke(null, arguments)!))];
    }

    public void Dispose() => _context.Unload();

    private static IEnumerable<PrintedBound> Parse(string generated)
    {
        string documentation = string.Join(' ', generated.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith("///", StringComparison.Ordinal)).Select(line => line[3..].Trim()));
        foreach (Match remark in Remark().Matches(documentation))
        {
            foreach (Match bound in Single().Matches(remark.Groups[1].Value))
            {
                yield return new PrintedBound(bound.Groups["of"].Value, bound.Groups["by"].Value, bound.Groups["bound"].Value);
            }
        }
    }

    [GeneratedRegex(@"Gradient flow: (.*?)\.?(?:</para>| </para>)")]
    private static partial Regex Remark();

    [GeneratedRegex(@"\|∂(?<of>\w+?)/∂(?<by>\w+?)₋?₁?\| ≤ (?<bound>.*?)(?=, \|∂|, where|\.? *$)")]
    private static partial Regex Single();
}
