using System.Text.RegularExpressions;
using TradingLogging.Storage.Rotation;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace TradingLogging.Forwarding.Tests.Transports;

/// <summary>The configurations of <c>samples/shippers</c> for programs that are not to be had here.</summary>
public sealed class ShipperSampleTests
{
    private const string Directory = "/var/log/trading/";
    private static readonly DateTime Day = new(2026, 11, 28);

    [Theory]
    [InlineData("filebeat.yml", "filebeat.inputs", "0", "paths")]
    [InlineData("vector.yaml", "sources", "trade_log", "include")]
    public void A_shipper_takes_the_log_and_its_archives_and_nothing_else(string sample, params string[] path)
    {
        using var log = new LogFolder();
        string trades = log.PathOf("trades.log");
        string[] wanted =
        [
            trades,
            ArchiveName.OfDay(trades, Day),
            ArchiveName.OfDay(trades, Day, 1),
            ArchiveName.OfDay(trades, Day, 12),
        ];
        string[] unwanted =
        [
            .. wanted.Skip(1).Select(archive => archive + ArchiveName.SealSuffix),
            .. wanted.Skip(1).Select(archive => archive + ArchiveName.CompressedSuffix),
            trades + ".fallback",
            trades + ".fallback.merging",
            trades + ".2026-11-28x",
            log.PathOf(".trades.log.lock"),
            log.PathOf("trading.log"),
            log.PathOf("trading.log.1"),
        ];
        foreach (string file in wanted.Concat(unwanted))
            File.WriteAllText(file, "");

        Regex[] patterns = [.. Patterns(sample, path)];
        IEnumerable<string> taken = new DirectoryInfo(log.FullName).EnumerateFiles()
            .Select(file => file.FullName)
            .Where(file => patterns.Any(pattern => pattern.IsMatch(Directory + Path.GetFileName(file))));

        Assert.Equal(wanted.Order(StringComparer.Ordinal), taken.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_queue_of_the_collector_lies_on_the_disk()
    {
        YamlNode root = Load("otel-collector.yaml");

        var storage = (YamlScalarNode)At(root, "exporters", "clickhouse", "sending_queue", "storage");
        IEnumerable<YamlNode> extensions = ((YamlMappingNode)At(root, "extensions")).Children.Keys;
        Assert.Contains(storage, extensions);
        Assert.Contains(storage, (YamlSequenceNode)At(root, "service", "extensions"));
        var pipeline = (YamlMappingNode)At(root, "service", "pipelines", "logs");
        Assert.DoesNotContain("processors", pipeline.Children.Keys.Select(key => key.ToString()));
    }

    private static IEnumerable<Regex> Patterns(string sample, string[] path) =>
        ((YamlSequenceNode)At(Load(sample), path))
            .Select(pattern => Regex.Escape(pattern.ToString())
                .Replace("\\[0-9]", "[0-9]", StringComparison.Ordinal))
            .Select(pattern => new Regex($"^{pattern}$", RegexOptions.CultureInvariant));

    private static YamlNode Load(string sample)
    {
        var yaml = new YamlStream();
        using StreamReader text = File.OpenText(Samples.PathOf("shippers/" + sample));
        yaml.Load(text);
        return Assert.Single(yaml.Documents).RootNode;
    }

    private static YamlNode At(YamlNode node, params string[] path) => path.Aggregate(
        node,
        (inner, name) => inner is YamlSequenceNode list
            ? list[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)]
            : ((YamlMappingNode)inner)[name]);
}
