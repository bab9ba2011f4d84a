using System.Globalization;
using System.Text.Json;

namespace TradingLogging.Benchmarks.Anomalies;

/// <summary>A series of the Numenta Anomaly Benchmark.</summary>
/// <param name="Name">Its path below the folder of the data, such as <c>realTweets/Twitter_volume_AAPL.csv</c>.</param>
/// <param name="Times">When each value was measured.</param>
/// <param name="Values">The values.</param>
/// <param name="Windows">The indices of the first and the last value of each anomaly.</param>
internal sealed record NabSeries(
    string Name, DateTime[] Times, double[] Values, IReadOnlyList<(int First, int Last)> Windows);

/// <summary>What stands in a checkout of NAB: series, labels, and the results of the detectors of others.</summary>
/// <param name="directory">The checkout.</param>
internal sealed class NabCorpus(string directory)
{
    private const string TimeForm = "yyyy-MM-dd HH:mm:ss";

    /// <summary>The series, in the order of their names.</summary>
    public IReadOnlyList<NabSeries> Series { get; } = ReadSeries(directory);

    /// <summary>The scores that NAB publishes, by detector and profile.</summary>
    public Dictionary<string, Dictionary<string, double>> Published() =>
        JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, double>>>(
            File.ReadAllText(Path.Combine(directory, "results", "final_results.json")))!;

    /// <summary>The rows of a series that a published detector holds for anomalous.</summary>
    /// <param name="detector">The detector.</param>
    /// <param name="series">The series.</param>
    /// <param name="threshold">The score from which on NAB counts a row.</param>
    public bool[] PublishedAlarms(string detector, NabSeries series, double threshold)
    {
        string folder = Path.GetDirectoryName(series.Name)!;
        string file = Path.Combine(
            directory, "results", detector, folder, $"{detector}_{Path.GetFileName(series.Name)}");
        string[] lines = File.ReadAllLines(file);
        int column = Array.IndexOf(lines[0].Split(','), "anomaly_score");
        return [.. lines.Skip(1).Select(line => Number(line.Split(',')[column]) >= threshold)];
    }

    /// <summary>The threshold that NAB found to be the best for a detector and a profile.</summary>
    public double PublishedThreshold(string detector, string profile)
    {
        using JsonDocument all = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(directory, "config", "thresholds.json")));
        return all.RootElement.GetProperty(detector).GetProperty(profile).GetProperty("threshold").GetDouble();
    }

    private static NabSeries[] ReadSeries(string directory)
    {
        using JsonDocument windows = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(directory, "labels", "combined_windows.json")));
        return
        [
            .. windows.RootElement.EnumerateObject()
                .OrderBy(property => property.Name, StringComparer.Ordinal)
                .Select(property => Read(Path.Combine(directory, "data"), property.Name, property.Value)),
        ];
    }

    private static NabSeries Read(string data, string name, JsonElement windows)
    {
        string[][] rows = [.. File.ReadLines(Path.Combine(data, name)).Skip(1).Select(line => line.Split(','))];
        DateTime[] times = [.. rows.Select(row => Time(row[0]))];
        return new NabSeries(
            name,
            times,
            [.. rows.Select(row => Number(row[1]))],
            [
                .. windows.EnumerateArray().Select(window => (
                    Array.IndexOf(times, Time(window[0].GetString()!)),
                    Array.IndexOf(times, Time(window[1].GetString()!)))),
            ]);
    }

    private static DateTime Time(string text) =>
        DateTime.ParseExact(text.Split('.')[0], TimeForm, CultureInfo.InvariantCulture);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
