using System.Text.Json;
using System.Text.Json.Serialization;
using CommunityToolkit.HighPerformance;

namespace SymbolicGrad.GradBench.Protocol;

/// <summary>A matrix as messages carry it, an array of rows; in memory the rows lie one after the other.</summary>
[JsonConverter(typeof(MatrixConverter))]
public sealed class Matrix(int rows, int columns, double[] elements)
{
    public Matrix(int rows, int columns)
        : this(rows, columns, new double[rows * columns])
    {
    }

    public int Rows { get; } = rows;

    public int Columns { get; } = columns;

    public double[] Elements { get; } = elements;

    public Span2D<double> View => new(Elements, Rows, Columns);

    /// <summary>Matrices of equal width, one below the other.</summary>
    public static Matrix Stack(IReadOnlyList<Matrix> matrices)
    {
        int columns = matrices.Count == 0 ? 0 : matrices[0].Columns;
        if (matrices.Any(matrix => matrix.Columns != columns))
            throw new JsonException("Matrices of one array differ in their number of columns.");
        return new(matrices.Sum(matrix => matrix.Rows), columns, [.. matrices.SelectMany(matrix => matrix.Elements)]);
    }
}

/// <summary>Reads and writes an array of rows; rows of different lengths are not a matrix.</summary>
public sealed class MatrixConverter : JsonConverter<Matrix>
{
    public override Matrix Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Expect(reader.TokenType, JsonTokenType.StartArray);
        List<double> elements = [];
        int rows = 0;
        int columns = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            Expect(reader.TokenType, JsonTokenType.StartArray);
            int before = elements.Count;
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                Expect(reader.TokenType, JsonTokenType.Number);
                elements.Add(reader.GetDouble());
            }

            int length = elements.Count - before;
            if (rows++ == 0)
                columns = length;
            else if (length != columns)
                throw new JsonException($"Row {rows - 1} has {length} numbers, the rows before it have {columns}.");
        }

        return new(rows, columns, [.. elements]);
    }

    public override void Write(Utf8JsonWriter writer, Matrix value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (int row = 0; row < value.Rows; row++)
        {
            writer.WriteStartArray();
            foreach (double element in value.Elements.AsSpan(row * value.Columns, value.Columns))
                writer.WriteNumberValue(element);
            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static void Expect(JsonTokenType actual, JsonTokenType expected)
    {
        if (actual != expected)
            throw new JsonException($"A matrix is an array of arrays of numbers; here stands {actual}.");
    }
}
