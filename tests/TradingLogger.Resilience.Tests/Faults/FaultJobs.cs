using TradingLogging.Resilience.Writer;

namespace TradingLogging.Resilience.Tests.Faults;

/// <summary>What the tests of faults let a writer do.</summary>
internal static class FaultJobs
{
    public const int TextLength = 200;

    public static WriterJob Trades(string directory, params (string Key, string Value)[] settings) =>
        Create(Destination.Trades, directory, settings);

    public static WriterJob Text(string directory, params (string Key, string Value)[] settings) =>
        Create(Destination.Text, directory, settings);

    private static WriterJob Create(Destination destination, string directory, (string Key, string Value)[] settings) =>
        new(
        "writer",
        directory,
        destination,
        TextLength,
        IsAcknowledging: false,
        settings.ToDictionary(setting => setting.Key, setting => setting.Value));
}
