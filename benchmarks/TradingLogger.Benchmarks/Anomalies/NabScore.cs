namespace TradingLogging.Benchmarks.Anomalies;

/// <summary>What NAB weighs, by its three profiles.</summary>
/// <param name="Name">The name of the profile.</param>
/// <param name="FalseAlarm">What a false alarm costs.</param>
/// <param name="Missed">What a missed anomaly costs. One that is found brings 1.</param>
internal sealed record NabProfile(string Name, double FalseAlarm, double Missed)
{
    public static IReadOnlyList<NabProfile> All { get; } =
    [
        new("standard", 0.11, 1), new("reward_low_FP_rate", 0.22, 1), new("reward_low_FN_rate", 0.11, 2),
    ];
}

/// <summary>Scores alarms as NAB does: an alarm counts by its place in the window of an anomaly, the earlier the more,
/// and only the best alarm of a window counts; outside it costs, the more the farther it is behind the last window. The
/// first rows of a series, in which a detector learns, do not count.</summary>
/// <param name="profile">What is weighed.</param>
internal sealed class NabScore(NabProfile profile)
{
    private const double ProbationShare = 0.15;
    private const int ProbationRows = 5000;

    private double _sum;
    private int _windows;

    /// <summary>The score, from 0 for a detector that never alarms to 100 for a perfect one.</summary>
    public double Normalised => 100 * (_sum + (_windows * profile.Missed)) / (_windows * (1 + profile.Missed));

    /// <summary>The number of rows at the beginning that do not count.</summary>
    public static int Probation(int rows) =>
        (int)Math.Ceiling(Math.Min(Math.Floor(ProbationShare * rows), ProbationShare * ProbationRows));

    /// <summary>Adds a series.</summary>
    /// <param name="series">The series.</param>
    /// <param name="alarms">Which of its rows are alarms.</param>
    public void Add(NabSeries series, bool[] alarms)
    {
        int probation = Probation(alarms.Length);
        _windows += series.Windows.Count;
        foreach ((int first, int last) in series.Windows.Where(window => window.Last >= probation))
        {
            int alarm = Array.IndexOf(alarms, true, Math.Max(first, probation));
            _sum += alarm < 0 || alarm > last ? -profile.Missed : Gain(alarm, first, last);
        }

        for (int row = probation; row < alarms.Length; row++)
        {
            if (alarms[row] && !series.Windows.Any(window => row >= window.First && row <= window.Last))
                _sum += profile.FalseAlarm * Loss(series, row);
        }
    }

    // The first alarm in a window is the best one.
    private static double Gain(int alarm, int first, int last)
    {
        double width = last - first + 1;
        return Sigmoid(-(last - alarm + 1) / width) / Sigmoid(-1);
    }

    private static double Loss(NabSeries series, int row)
    {
        int before = series.Windows.Count(window => window.Last < row);
        if (before == 0)
            return -1;
        (int first, int last) = series.Windows[before - 1];
        return Sigmoid((row - last) / (double)(last - first));
    }

    private static double Sigmoid(double position) => position > 3 ? -1 : (2 / (1 + Math.Exp(5 * position))) - 1;
}
