using System.Globalization;
using System.Text;
using TradingLogging.Analytics.Anomalies;

namespace TradingLogging.Benchmarks.Anomalies;

/// <summary>Runs the detector of levels over the series of the Numenta Anomaly Benchmark, and scores it as NAB does,
/// beside the detectors that NAB has published. The alarms of these are scored anew, which shows that the scores mean
/// the same.</summary>
/// <param name="directory">A checkout of NAB.</param>
internal sealed class NabReport(string directory)
{
    private const double Month = 30;

    private static readonly string[] Others =
    [
        "ARTime", "numenta", "contextOSE", "earthgeckoSkyline", "knncad", "relativeEntropy", "randomCutForest",
        "twitterADVec", "windowedGaussian", "skyline", "bayesChangePt", "expose",
    ];

    private readonly NabCorpus _corpus = new(directory);

    private double Months => _corpus.Series.Sum(series => (series.Times[^1] - series.Times[0]).TotalDays) / Month;

    /// <summary>Writes the part of <c>docs/benchmarks.md</c>.</summary>
    public void Write()
    {
        var text = new StringBuilder();
        text.AppendLine("| detector | standard | reward low FP | reward low FN | found "
            + "| false alarms a series and month | series with at most one in any 30 days |");
        text.AppendLine("|---|---|---|---|---|---|---|");
        var scored = new List<(string Name, double[] Scores, bool[][] Alarms)>
        {
            Score("**TradingLogger, default**", OwnAlarms(AnomalySensitivity.Normal)),
            Score("**TradingLogger, `-Sensitivity High`**", OwnAlarms(AnomalySensitivity.High)),
        };
        double worst = 0;
        Dictionary<string, Dictionary<string, double>> published = _corpus.Published();
        foreach (string name in Others.Where(published.ContainsKey))
        {
            bool[][] standard = [.. _corpus.Series.Select(series => _corpus.PublishedAlarms(
                name, series, _corpus.PublishedThreshold(name, NabProfile.All[0].Name)))];
            double[] scores = [.. NabProfile.All.Select(profile => ScoreOf(profile, [.. _corpus.Series.Select(
                series => _corpus.PublishedAlarms(
                    name, series, _corpus.PublishedThreshold(name, profile.Name)))]))];
            worst = Math.Max(worst, NabProfile.All.Select(
                (profile, index) => Math.Abs(scores[index] - published[name][profile.Name])).Max());
            scored.Add((name, scores, standard));
        }

        foreach ((string name, double[] scores, bool[][] alarms) in scored.OrderByDescending(one => one.Scores[0]))
            AppendRow(text, name, scores, alarms);
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture,
            $"{_corpus.Series.Count} series, {Months:0.0} months, {_corpus.Series.Sum(series => series.Windows.Count)} "
            + $"anomalies. The scores of the others, made anew from their results, differ from the published ones by "
            + $"at most {worst:0.0000000000}.");
        AppendMissed(text, scored[0].Alarms);
        Console.WriteLine(text);
        BenchmarkDocument.Replace(BenchmarkDocument.Nab, text.ToString());
    }

    private bool[][] OwnAlarms(AnomalySensitivity sensitivity) =>
        [.. _corpus.Series.Select(series => OwnAlarms(series, sensitivity))];

    private static bool[] OwnAlarms(NabSeries series, AnomalySensitivity sensitivity)
    {
        var levels = new LevelSeries(AnomalyLimits.Of(sensitivity));
        var episode = new Episode(new TradeAnomalyOptions().CoolDown);
        return
        [
            .. series.Values.Select((value, row) =>
                levels.Add(series.Times[row], value) is not null && episode.Begins(series.Times[row])),
        ];
    }

    private (string Name, double[] Scores, bool[][] Alarms) Score(string name, bool[][] alarms) =>
        (name, [.. NabProfile.All.Select(profile => ScoreOf(profile, alarms))], alarms);

    private double ScoreOf(NabProfile profile, bool[][] alarms)
    {
        var score = new NabScore(profile);
        for (int index = 0; index < alarms.Length; index++)
            score.Add(_corpus.Series[index], alarms[index]);
        return score.Normalised;
    }

    private void AppendRow(StringBuilder text, string name, double[] scores, bool[][] alarms)
    {
        DateTime[][] wrong = [.. alarms.Select((of, index) => FalseAlarms(_corpus.Series[index], of))];
        int found = alarms.Select((of, index) => _corpus.Series[index].Windows.Count(
            window => IsFound(of, window))).Sum();
        int calm = wrong.Count(times => times.All(time => times.Count(
            other => other >= time && other < time.AddDays(Month)) <= 1));
        text.AppendLine(CultureInfo.InvariantCulture,
            $"| {name} | {scores[0]:0.0} | {scores[1]:0.0} | {scores[2]:0.0} | {found} "
            + $"| {wrong.Sum(times => times.Length) / Months:0.00} | {calm} of {alarms.Length} |");
    }

    private void AppendMissed(StringBuilder text, bool[][] alarms)
    {
        text.AppendLine().AppendLine("| series | found by default | false alarms |").AppendLine("|---|---|---|");
        foreach (IGrouping<string, (NabSeries Series, bool[] Alarms)> folder in _corpus.Series
            .Zip(alarms).GroupBy(pair => pair.First.Name.Split('/')[0]))
        {
            int windows = folder.Sum(one => one.Series.Windows.Count);
            int found = folder.Sum(one => one.Series.Windows.Count(window => IsFound(one.Alarms, window)));
            int wrong = folder.Sum(one => FalseAlarms(one.Series, one.Alarms).Length);
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {folder.Key}, {folder.Count()} series | {found} of {windows} | {wrong} |");
        }
    }

    private static bool IsFound(bool[] alarms, (int First, int Last) window)
    {
        int from = Math.Max(window.First, NabScore.Probation(alarms.Length));
        return from <= window.Last && Array.IndexOf(alarms, true, from, window.Last - from + 1) >= 0;
    }

    // Also in the first rows, which NAB does not count. What stays anomalous for several rows is one alarm.
    private static DateTime[] FalseAlarms(NabSeries series, bool[] alarms) =>
    [
        .. Enumerable.Range(0, alarms.Length)
            .Where(row => alarms[row] && (row == 0 || !alarms[row - 1]) && !series.Windows.Any(
                window => row >= window.First && row <= window.Last))
            .Select(row => series.Times[row]),
    ];
}
