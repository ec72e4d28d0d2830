using System.Buffers;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using SymbolicGrad.Generators.Tests.Support;

namespace SymbolicGrad.Generators.Tests.Correctness;

/// <summary>
/// Scratch that holds what is not a number until it is written, so that a clear which is missing shows. Memory from the stack would be zero, since the
/// runtime clears it.
/// </summary>
internal static partial class DirtyScratch
{
    private const int Largest = 1 << 13, Copies = 4;

    /// <summary>The generated code, with all its scratch from the thread's memory or the pool.</summary>
    public static Compilation Use(Compilation compilation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            string text = tree.ToString(), rented = ScratchOnStack().Replace(text, "default");
            compilation = rented == text ? compilation : compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(SourceText.From(rented, tree.Encoding), GeneratorHost.ParseOptions, tree.FilePath));
        }

        return compilation;
    }

    /// <summary>Leaves such memory with this thread.</summary>
    public static void Leave()
    {
        Leave(double.NaN);
        Leave(float.NaN);
        Leave(int.MaxValue);
        Leave(true);
    }

    private static void Leave<T>(T content)
    {
        for (int length = 16; length <= Largest; length *= 2)
        {
            T[][] rented = [.. Enumerable.Range(0, Copies).Select(_ => ArrayPool<T>.Shared.Rent(length))];
            foreach (T[] array in rented)
            {
                Array.Fill(array, content);
                ArrayPool<T>.Shared.Return(array);
            }

            // What is small never comes from the pool.
            using Workspace<T> workspace = new(default, length);
            workspace.Take(length).Fill(content);
        }
    }

    [GeneratedRegex(@"stackalloc \w+\[256\]")]
    private static partial Regex ScratchOnStack();
}
