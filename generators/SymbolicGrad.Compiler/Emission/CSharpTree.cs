using SymbolicGrad.Compiler.Ir;

namespace SymbolicGrad.Compiler.Emission;

/// <summary>
/// A C# parameter or local. The tree refers to the object; its name is chosen last, when the scope of every variable is
/// known, so identity is by reference.
/// </summary>
internal sealed class Variable(string type, string preferredName, bool isParameter = false)
{
    /// <summary>The type as C# writes it.</summary>
    public string Type { get; } = type;

    /// <summary>What it would be called if nothing else had the name.</summary>
    public string PreferredName { get; } = preferredName;

    public bool IsParameter { get; } = isParameter;

    /// <summary>The name in the text; parameters have theirs from the start.</summary>
    public string Name { get; set; } = preferredName;
}

/// <summary>An expression of the C# subset that is emitted. Value-equal, so that <c>x[i] = x[i] * c</c> can be seen to be a compound assignment.</summary>
internal abstract record Expression
{
    /// <summary>How tight its outermost operator binds (the scale of <see cref="Ops.Spelling.Infix"/>).</summary>
    public virtual int Precedence => Primary;

    public const int Conditional = 0;
    public const int Additive = 9;
    public const int Multiplicative = 10;
    public const int Unary = 11;
    public const int Primary = 12;

    /// <summary>The expressions directly inside.</summary>
    public virtual IEnumerable<Expression> Children => [];

    /// <summary>Every variable read anywhere inside.</summary>
    public IReadOnlyCollection<Variable> Variables
    {
        get
        {
            List<Variable> variables = [];
            AddVariables(variables);
            return variables;
        }
    }

    /// <summary>Adds every variable read anywhere inside, in order.</summary>
    public void AddVariables(ICollection<Variable> variables)
    {
        if (this is VariableExpression self)
        {
            variables.Add(self.Variable);
            return;
        }

        foreach (Expression child in Children)
        {
            child.AddVariables(variables);
        }
    }
}

internal sealed record VariableExpression(Variable Variable) : Expression;

/// <summary>A type or method name, or text that needs no parentheses.</summary>
internal sealed record NameExpression(string Text) : Expression;

/// <summary>
/// A literal; <paramref name="FloatingText"/> is how to write it where its type must be visible: the 2 of <c>2 * x</c> is
/// 2.0 beside another literal.
/// </summary>
internal sealed record LiteralExpression(string Text, string FloatingText, bool IsNegative) : Expression
{
    public override int Precedence => IsNegative ? Unary : Primary;

    /// <summary>True where C# by itself would take the literal for an integer though its value is a floating number.</summary>
    public bool IsTakenForInteger => Text != FloatingText;
}

internal sealed record InfixExpression(Expression Left, string Symbol, Expression Right, int Level) : Expression
{
    public override int Precedence => Level;

    public override IEnumerable<Expression> Children => [Left, Right];
}

internal sealed record PrefixExpression(string Symbol, Expression Operand) : Expression
{
    public override int Precedence => Unary;

    public override IEnumerable<Expression> Children => [Operand];
}

internal sealed record CastExpression(string Type, Expression Operand) : Expression
{
    public override int Precedence => Unary;

    public override IEnumerable<Expression> Children => [Operand];
}

internal sealed record ConditionalExpression(Expression Condition, Expression Then, Expression Else) : Expression
{
    public override int Precedence => Conditional;

    public override IEnumerable<Expression> Children => [Condition, Then, Else];
}

/// <summary><c>callee(arguments)</c>, where the callee is a name or a member of something.</summary>
internal sealed record CallExpression(Expression Callee, EquatableArray<Expression> Arguments) : Expression
{
    public override IEnumerable<Expression> Children => Arguments.Prepend(Callee);
}

internal sealed record MemberExpression(Expression Receiver, string Member) : Expression
{
    public override IEnumerable<Expression> Children => [Receiver];
}

internal sealed record ElementExpression(Expression Receiver, EquatableArray<Expression> Indices) : Expression
{
    public override IEnumerable<Expression> Children => Indices.Prepend(Receiver);
}

internal sealed record TupleExpression(EquatableArray<Expression> Items) : Expression
{
    public override IEnumerable<Expression> Children => Items;
}

/// <summary><c>new Type(arguments)</c></summary>
internal sealed record NewExpression(string Type, EquatableArray<Expression> Arguments) : Expression
{
    public override IEnumerable<Expression> Children => Arguments;
}

/// <summary><c>new Type { Name = value, … }</c></summary>
internal sealed record InitializerExpression(string Type, EquatableArray<string> Names, EquatableArray<Expression> Values) : Expression
{
    public override IEnumerable<Expression> Children => Values;
}

/// <summary><c>stackalloc Element[length]</c></summary>
internal sealed record StackAllocation(string Element, Expression Length) : Expression
{
    public override IEnumerable<Expression> Children => [Length];
}

/// <summary>A statement of the C# subset that is emitted.</summary>
internal abstract class CSharpStatement
{
    /// <summary>What a trailing comment says, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>True for checks and scratch memory, which a blank line sets off from the computation.</summary>
    public bool IsPreparation { get; init; }

    /// <summary>The expressions of the statement itself, not those of its blocks.</summary>
    public virtual IEnumerable<Expression> Expressions => [];

    public virtual IEnumerable<List<CSharpStatement>> Blocks => [];
}

/// <summary><c>target symbol source;</c> where the symbol is = or a compound assignment.</summary>
internal sealed class Assignment(Expression target, string symbol, Expression source) : CSharpStatement
{
    public Expression Target { get; } = target;

    public string Symbol { get; } = symbol;

    public Expression Source { get; } = source;

    /// <summary>Parameters that are set to the same: <c>du = dw = 0;</c></summary>
    public List<Expression> FurtherTargets { get; } = [];

    public override IEnumerable<Expression> Expressions => [Target, .. FurtherTargets, Source];
}

/// <summary><c>Type name = initializer;</c></summary>
internal sealed class LocalDeclaration(Variable variable, Expression? initializer) : CSharpStatement
{
    public Variable Variable { get; } = variable;

    public Expression? Initializer { get; } = initializer;

    /// <summary>True for <c>using var</c>.</summary>
    public bool IsUsing { get; init; }

    public override IEnumerable<Expression> Expressions => Initializer is null ? [] : [Initializer];
}

internal sealed class ExpressionStatement(Expression expression) : CSharpStatement
{
    public Expression Expression { get; } = expression;

    public override IEnumerable<Expression> Expressions => [Expression];
}

internal sealed class ReturnStatement(Expression value) : CSharpStatement
{
    public Expression Value { get; } = value;

    public override IEnumerable<Expression> Expressions => [Value];
}

internal sealed class IfStatement(Expression condition, List<CSharpStatement> then, List<CSharpStatement> otherwise) : CSharpStatement
{
    public Expression Condition { get; } = condition;

    public List<CSharpStatement> Then { get; } = then;

    public List<CSharpStatement> Else { get; } = otherwise;

    public override IEnumerable<Expression> Expressions => [Condition];

    public override IEnumerable<List<CSharpStatement>> Blocks => [Then, Else];
}

/// <summary><c>for (int index = start; condition; step)</c></summary>
internal sealed class ForStatement(Variable index, Expression start, Expression condition, Assignment step, List<CSharpStatement> body) : CSharpStatement
{
    public Variable Index { get; } = index;

    /// <summary>True where the index is also used after the loop, and so is declared before it.</summary>
    public bool IsIndexOutside { get; init; }

    public Expression Start { get; } = start;

    public Expression Condition { get; } = condition;

    public Assignment Step { get; } = step;

    public List<CSharpStatement> Body { get; } = body;

    public override IEnumerable<Expression> Expressions => [Start, Condition, .. Step.Expressions];

    public override IEnumerable<List<CSharpStatement>> Blocks => [Body];
}

/// <summary><c>do … while (condition);</c></summary>
internal sealed class DoStatement(Expression condition, List<CSharpStatement> body) : CSharpStatement
{
    public Expression Condition { get; } = condition;

    public List<CSharpStatement> Body { get; } = body;

    public override IEnumerable<Expression> Expressions => [Condition];

    public override IEnumerable<List<CSharpStatement>> Blocks => [Body];
}

internal sealed class WhileStatement(Expression condition, List<CSharpStatement> body) : CSharpStatement
{
    public Expression Condition { get; } = condition;

    public List<CSharpStatement> Body { get; } = body;

    public override IEnumerable<Expression> Expressions => [Condition];

    public override IEnumerable<List<CSharpStatement>> Blocks => [Body];
}
