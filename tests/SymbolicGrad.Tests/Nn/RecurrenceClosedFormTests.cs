using CommunityToolkit.HighPerformance;
using SymbolicGrad.Nn;

namespace SymbolicGrad.Tests.Nn;

/// <summary>Generated derivatives of recurrences and gated cells against the closed forms of the derivations, written out by hand.</summary>
public class RecurrenceClosedFormTests
{
    private const double Tolerance = 1e-12;
    private const double S0 = 0.2, Wx = -0.6, Ws = 1.1, Wo = 0.7, B1 = 0.2, B2 = -0.5;

    private static readonly double[] s_x = [1.1, 0.6, 1.4], s_y = [0.9, 0.4, 1.2];

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>
    /// ∂L_t/∂Ws = Σ_k ∂L_t/∂O_t·∂O_t/∂S_t·(Π_{j=k+1..t} ∂S_j/∂S_{j−1})·∂S_k/∂Ws, the same for Wx and b1 with their own last
    /// factors; Wo and b2 have no product. ∂S_j/∂S_{j−1} is Ws, with tanh (1 − S_j²)·Ws.
    /// </summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SharedWeightsGetSumsOfProducts(bool tanh)
    {
        double[] dx = new double[3];
        double ds0, dwx, dws, dwo, db1, db2;
        if (tanh)
        {
            Recurrent.Rnn3TanhGradient(s_x, S0, Wx, Ws, Wo, B1, B2, s_y, dx, out ds0, out dwx, out dws, out dwo, out db1, out db2);
        }
        else
        {
            Recurrent.Rnn3LinearGradient(s_x, S0, Wx, Ws, Wo, B1, B2, s_y, dx, out ds0, out dwx, out dws, out dwo, out db1, out db2);
        }

        double[] s = [S0, 0, 0, 0], slope = [0, 1, 1, 1];
        for (int t = 1; t <= 3; t++)
        {
            double z = Wx * s_x[t - 1] + Ws * s[t - 1] + B1;
            s[t] = tanh ? Math.Tanh(z) : z;
            slope[t] = tanh ? 1 - s[t] * s[t] : 1;
        }

        double byWx = 0, byWs = 0, byWo = 0, byB1 = 0, byB2 = 0, byS0 = 0;
        double[] byX = new double[3];
        for (int t = 1; t <= 3; t++)
        {
            double error = Wo * s[t] + B2 - s_y[t - 1];
            byWo += error * s[t];
            byB2 += error;
            double product = error * Wo;
            for (int k = t; k >= 1; k--)
            {
                byWs += product * slope[k] * s[k - 1];
                byWx += product * slope[k] * s_x[k - 1];
                byB1 += product * slope[k];
                byX[k - 1] += product * slope[k] * Wx;
                product *= slope[k] * Ws;
            }

            byS0 += product;
        }

        dws.ShouldBe(byWs, Tolerance);
        dwx.ShouldBe(byWx, Tolerance);
        db1.ShouldBe(byB1, Tolerance);
        dwo.ShouldBe(byWo, Tolerance);
        db2.ShouldBe(byB2, Tolerance);
        ds0.ShouldBe(byS0, Tolerance);
        dx.ShouldBe(byX, Tolerance);
    }

    /// <summary>One unit: c reaches c through the forget gate alone, and h through o·(1 − tanh²c)·f; h_prev reaches c through all gates.</summary>
    [Fact]
    public void LstmCellOfOneUnit()
    {
        const double x = 0.7, hPrev = -0.4, cPrev = 0.9, dh = 1.3, dc = -0.8;
        double[] w = [0.5, -0.3, 0.8, 1.1], u = [0.9, 0.4, -0.6, -1.2], b = [0.1, 0.2, -0.1, 0.05];
        double[] dx = [0], dHPrev = [0], dCPrev = [0], dw = new double[4], du = new double[4], db = new double[4];
        Recurrent.LstmBackward<double>(
            [x], [hPrev], [cPrev], new(w, 4, 1), new(u, 4, 1), b, [dh], [dc], dx, dHPrev, dCPrev, new(dw, 4, 1), new(du, 4, 1), db);

        double[] z = Preactivations(x, hPrev, w, u, b);
        double f = Sigmoid(z[0]), i = Sigmoid(z[1]), o = Sigmoid(z[2]), g = Math.Tanh(z[3]);
        double tanh = Math.Tanh(f * cPrev + i * g), total = dc + dh * o * (1 - tanh * tanh);
        double[] byGate = [total * cPrev * f * (1 - f), total * g * i * (1 - i), dh * tanh * o * (1 - o), total * i * (1 - g * g)];
        dCPrev[0].ShouldBe(total * f, Tolerance);
        ShouldFollowFrom(byGate, x, hPrev, w, u, dx, dHPrev, dw, du, db);
    }

    /// <summary>One unit, z and r merged: ∂h/∂h_prev = 1 − r + (n − h)·r(1−r)U_r + r(1−n²)U_n·r(1 + (1−r)·h·U_r).</summary>
    [Fact]
    public void GruMinimalOfOneUnit()
    {
        const double x = 0.7, h = -0.4, upstream = 1.3;
        double[] w = [0.5, -0.3], u = [0.9, 1.4], b = [0.1, 0.2];
        double[] dx = [0], dHPrev = [0], dw = new double[2], du = new double[2], db = new double[2];
        Recurrent.GruMinimalBackward<double>(
            [x], [h], new(w, 2, 1), new(u, 2, 1), b, [upstream], dx, dHPrev, new(dw, 2, 1), new(du, 2, 1), db);

        double r = Sigmoid(w[0] * x + u[0] * h + b[0]), n = Math.Tanh(w[1] * x + u[1] * r * h + b[1]);
        double jacobian = 1 - r + (n - h) * r * (1 - r) * u[0] + r * (1 - n * n) * u[1] * r * (1 + (1 - r) * h * u[0]);
        dHPrev[0].ShouldBe(upstream * jacobian, Tolerance);
        du[1].ShouldBe(upstream * r * (1 - n * n) * r * h, Tolerance);
    }

    /// <summary>One unit, the reset gate last: c reaches c through 1 − z alone, and h through r·(1 − z).</summary>
    [Fact]
    public void GruReorderedOfOneUnit()
    {
        const double x = 0.7, hPrev = -0.4, cPrev = 0.9, dh = 1.3, dc = -0.8;
        double[] w = [0.5, -0.3, 0.8], u = [0.9, 0.4, -0.6], b = [0.1, 0.2, -0.1];
        double[] dx = [0], dHPrev = [0], dCPrev = [0], dw = new double[3], du = new double[3], db = new double[3];
        Recurrent.GruReorderedBackward<double>(
            [x], [hPrev], [cPrev], new(w, 3, 1), new(u, 3, 1), b, [dh], [dc], dx, dHPrev, dCPrev, new(dw, 3, 1), new(du, 3, 1), db);

        double[] v = Preactivations(x, hPrev, w, u, b);
        double z = Sigmoid(v[0]), r = Sigmoid(v[1]), n = Math.Tanh(v[2]), c = (1 - z) * cPrev + z * n, total = dc + dh * r;
        double[] byGate = [total * (n - cPrev) * z * (1 - z), dh * c * r * (1 - r), total * z * (1 - n * n)];
        dCPrev[0].ShouldBe(total * (1 - z), Tolerance);
        ShouldFollowFrom(byGate, x, hPrev, w, u, dx, dHPrev, dw, du, db);
    }

    private static double[] Preactivations(double x, double h, double[] w, double[] u, double[] b) =>
        Enumerable.Range(0, b.Length).Select(k => w[k] * x + u[k] * h + b[k]).ToArray();

    // From the gradients of the pre-activations w·x + u·h + b to all others.
    private static void ShouldFollowFrom(
        double[] byGate, double x, double h, double[] w, double[] u, double[] dx, double[] dHPrev, double[] dw, double[] du, double[] db)
    {
        db.ShouldBe(byGate, Tolerance);
        dw.ShouldBe(byGate.Select(gate => gate * x), Tolerance);
        du.ShouldBe(byGate.Select(gate => gate * h), Tolerance);
        dx[0].ShouldBe(byGate.Zip(w, (gate, weight) => gate * weight).Sum(), Tolerance);
        dHPrev[0].ShouldBe(byGate.Zip(u, (gate, weight) => gate * weight).Sum(), Tolerance);
    }
}
