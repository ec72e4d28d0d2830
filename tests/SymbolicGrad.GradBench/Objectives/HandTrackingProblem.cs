using SymbolicGrad.GradBench.Protocol;

namespace SymbolicGrad.GradBench.Objectives;

/// <summary>
/// A hand and what was measured of it, in memory; with its errors and their Jacobian. Of the hand's vertices only those are kept that a
/// point is compared with: no error depends on the others.
/// </summary>
public sealed class HandTrackingProblem
{
    private readonly double[] _theta;
    private readonly Matrix _us;
    private readonly Matrix _relatives;
    private readonly Matrix _inverses;
    private readonly HandModel _model;
    private readonly int[] _triangles;
    private readonly HandData _data;
    private readonly Matrix _rest;
    private readonly Matrix _weights;
    private readonly int[] _correspondences;
    private readonly double[] _errors;
    private readonly Matrix _jacobian;
    private readonly double[] _poseJacobian;
    private readonly Matrix _positions;
    private readonly Matrix _usDirection;
    private readonly double[] _tangents;

    public HandTrackingProblem(HandTrackingInput input)
    {
        _data = input.Data;
        _model = input.Data.Model;
        _theta = input.Theta;
        _us = input.Us;
        _relatives = Matrix.Stack(_model.BaseRelatives);
        _inverses = Matrix.Stack(_model.InverseBaseAbsolutes);
        int[] triangles = [.. _model.Triangles.SelectMany(vertices => vertices)];
        int[] compared = [.. OnSurface ? _data.Correspondences.SelectMany(triangle => _model.Triangles[triangle]).Distinct() : _data.Correspondences.Distinct()];
        Dictionary<int, int> places = compared.Select((vertex, place) => (vertex, place)).ToDictionary(pair => pair.vertex, pair => pair.place);
        _rest = Rows(_model.BasePositions, compared);
        _weights = Rows(_model.Weights, compared);
        _correspondences = OnSurface ? _data.Correspondences : [.. _data.Correspondences.Select(vertex => places[vertex])];
        _triangles = [.. triangles.Select(vertex => places.GetValueOrDefault(vertex))];
        _errors = new double[3 * _data.Correspondences.Length];
        _jacobian = new(_errors.Length, (OnSurface ? 2 : 0) + _theta.Length);
        _poseJacobian = OnSurface ? new double[_errors.Length * _theta.Length] : _jacobian.Elements;
        _positions = new(_rest.Rows, 3);
        _usDirection = new(_us.Rows, _us.Columns);
        _tangents = new double[_errors.Length];
    }

    private bool OnSurface => _us.Rows > 0;

    public double[] Evaluate()
    {
        if (OnSurface)
        {
            HandTracking.SurfaceErrors(
                _theta, _us.View, _relatives.View, _inverses.View, _model.Parents, _rest.View, _weights.View,
                _model.IsMirrored, _correspondences, _triangles, _data.Points.View, _errors);
        }
        else
        {
            HandTracking.VertexErrors(
                _theta, _relatives.View, _inverses.View, _model.Parents, _rest.View, _weights.View,
                _model.IsMirrored, _correspondences, _data.Points.View, _errors);
        }

        return _errors;
    }

    /// <summary>A row an error; the columns are, where there are any, the two barycentric coordinates of the error's own point, then the pose.</summary>
    public Matrix EvaluateJacobian()
    {
        if (OnSurface)
            EvaluateSurfaceJacobian();
        else
        {
            HandTracking.VertexErrorsJacobian(
                _theta, _relatives.View, _inverses.View, _model.Parents, _rest.View, _weights.View,
                _model.IsMirrored, _correspondences, _data.Points.View, _errors, _poseJacobian);
        }

        return _jacobian;
    }

    /// <summary>
    /// The errors of a point depend on no other point's coordinates, so that a step along all first coordinates at once gives
    /// a column, and one along all second ones another.
    /// </summary>
    private void EvaluateSurfaceJacobian()
    {
        HandTracking.SurfaceErrorsJacobian(
            _theta, _us.View, _relatives.View, _inverses.View, _model.Parents, _rest.View, _weights.View,
            _model.IsMirrored, _correspondences, _triangles, _data.Points.View, _errors, _poseJacobian);
        for (int row = 0; row < _errors.Length; row++)
            _poseJacobian.AsSpan(row * _theta.Length, _theta.Length).CopyTo(_jacobian.View.GetRowSpan(row)[2..]);

        HandTracking.PoseVertices(_theta, _relatives.View, _inverses.View, _model.Parents, _rest.View, _weights.View, _model.IsMirrored, _positions.View);
        for (int coordinate = 0; coordinate < 2; coordinate++)
        {
            Array.Clear(_usDirection.Elements);
            for (int i = 0; i < _usDirection.Rows; i++)
                _usDirection.View[i, coordinate] = 1;
            HandTracking.CompareSurfaceJvp(_us.View, _positions.View, _correspondences, _triangles, _data.Points.View, _errors, _usDirection.View, _tangents);
            for (int row = 0; row < _tangents.Length; row++)
                _jacobian.View[row, coordinate] = _tangents[row];
        }
    }

    private static Matrix Rows(Matrix matrix, int[] rows) =>
        new(rows.Length, matrix.Columns, [.. rows.SelectMany(row => matrix.View.GetRowSpan(row).ToArray())]);
}

/// <param name="Theta">The pose.</param>
/// <param name="Data">The hand and the measurements.</param>
/// <param name="Us">Barycentric coordinates of the points on the hand, or nothing, and then the points are vertices.</param>
public sealed record HandTrackingInput(double[] Theta, HandData Data, Matrix Us);

public sealed record HandData(HandModel Model, int[] Correspondences, Matrix Points);

/// <param name="Parents">The parent of each bone, which comes before it, or −1.</param>
/// <param name="BaseRelatives">The position of each bone relative to its parent, at rest.</param>
/// <param name="InverseBaseAbsolutes">The inverse of the absolute position of each bone, at rest.</param>
/// <param name="BasePositions">The vertices of the resting hand, four coordinates each.</param>
/// <param name="Weights">How much each vertex (row) follows each bone.</param>
/// <param name="Triangles">The three vertices of each triangle.</param>
/// <param name="IsMirrored">Whether it is the other hand.</param>
public sealed record HandModel(
    int[] Parents, Matrix[] BaseRelatives, Matrix[] InverseBaseAbsolutes, Matrix BasePositions, Matrix Weights, int[][] Triangles, bool IsMirrored);
