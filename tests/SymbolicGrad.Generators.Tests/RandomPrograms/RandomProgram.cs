using System.Collections.Immutable;
using System.Globalization;
using SymbolicGrad.Generators.Tests.Correctness;

namespace SymbolicGrad.Generators.Tests.RandomPrograms;

/// <summary>One parameter of F.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Declaration">Attributes, modifier, type and name, as a template.</param>
/// <param name="Argument">What a <see cref="Snippet"/> says of its argument.</param>
internal sealed record ProgramParameter(string Name, string Declaration, string Argument);

/// <summary>A program: a class with an annotated method F and its helpers.</summary>
/// <param name="Seed">What it was drawn from.</param>
/// <param name="Style">Its number type.</param>
/// <param name="Modes">What is asked for beside FGradient and FBackward.</param>
/// <param name="IsReassociated">Whether sums may be reordered.</param>
/// <param name="Result">The return type, as a template.</param>
/// <param name="Parameters">F's.</param>
/// <param name="Helpers">Members beside F.</param>
/// <param name="Body">F's.</param>
internal sealed record RandomProgram(
    int Seed,
    NumberStyle Style,
    Derivatives Modes,
    bool IsReassociated,
    string Result,
    ImmutableArray<ProgramParameter> Parameters,
    ImmutableArray<Syntax> Helpers,
    Syntax Body)
{
    /// <summary>Whether recurrences are cut into blocks that are run again.</summary>
    public bool IsCheckpointed { get; init; }

    /// <summary>Whether values may not differ in a bit.</summary>
    public bool IsExact => !IsReassociated;

    public int Size => Parameters.Length + Body.Size + Helpers.Sum(helper => helper.Size);

    /// <summary>F and its helpers.</summary>
    public string Members
    {
        get
        {
            List<string> members = [.. Helpers.Select(helper => helper.Print(Style))];
            string generic = Style.IsGeneric ? "<T>" : "", constraint = Style.IsGeneric ? " where T : IFloatingPointIeee754<T>" : "";
            string parameters = string.Join(", ", Parameters.Select(parameter => Syntax.Number(parameter.Declaration).Print(Style)));
            members.Add($"{Attribute}\n    public static {Syntax.Number(Result).Print(Style)} F{generic}({parameters}){constraint}{Body.Print(Style)}");
            return "    " + string.Join("\n\n    ", members);
        }
    }

    /// <summary>The class, with F as a row of the correctness table.</summary>
    public Snippet ToSnippet(string owner) => new(
        Seed.ToString(CultureInfo.InvariantCulture),
        string.Join(' ', Parameters.Select(parameter => parameter.Argument)),
        $"public static partial class {owner}\n{{\n{Members}\n}}\n")
    {
        Owner = owner,
        TypeArguments = Style.IsGeneric ? "<double>" : "",
        IsSingle = Style == NumberStyle.Single,
    };

    private string Attribute
    {
        get
        {
            IEnumerable<string> modes = Enum.GetValues<Derivatives>().Where(mode => mode != Derivatives.None && Modes.HasFlag(mode)).Select(mode => $"Derivatives.{mode}");
            string[] arguments = [.. Modes == Derivatives.None ? [] : new[] { string.Join(" | ", modes) }, .. IsReassociated ? [] : new[] { "Reassociate = false" }];
            return (IsCheckpointed ? "[Checkpoint] " : "") + (arguments.Length == 0 ? "[Differentiable]" : $"[Differentiable({string.Join(", ", arguments)})]");
        }
    }
}
