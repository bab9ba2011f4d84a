using System.Text.Json;
using TradingLogging.Configuration;
using TradingLogging.Formatting;
using TradingLogging.Logging;
using TradingLogging.Masking;
using TradingLogging.Tests.Specification;
using TradingLogging.Text;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class TradeEvidenceTests : IDisposable
{
    private static readonly LoggingConfig Everything = new()
    {
        Console = false,
        Evidence = EvidenceParts.Host | EvidenceParts.Pid | EvidenceParts.User | EvidenceParts.Script
            | EvidenceParts.Session | EvidenceParts.Sent | EvidenceParts.Clock,
    };

    private readonly LogFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void By_default_an_event_tells_nothing_of_its_origin() =>
        Assert.Equal(TradeLines.Head.Replace("TEST", "X", StringComparison.Ordinal) + "}", Log(new LoggingConfig()));

    [Fact]
    public void With_all_of_them_on_an_event_tells_who_wrote_it_from_where_and_when()
    {
        using JsonDocument line = JsonDocument.Parse(Log(Everything));
        JsonElement evidence = line.RootElement.GetProperty("evidence");

        Assert.Equal(
            ["host", "pid", "user", "session", "script", "line", "sent", "clock"],
            evidence.EnumerateObject().Select(member => member.Name));
        Assert.Equal(Environment.MachineName, evidence.GetProperty("host").GetString());
        Assert.Equal(Environment.ProcessId, evidence.GetProperty("pid").GetInt32());
        Assert.Equal(Environment.UserName, evidence.GetProperty("user").GetString());
        Assert.Equal(32, evidence.GetProperty("session").GetString()!.Length);
        Assert.Equal(Environment.GetCommandLineArgs()[0], evidence.GetProperty("script").GetString());
        Assert.Equal(7, evidence.GetProperty("line").GetInt32());
        Assert.Equal("2025-12-18T09:30:45.123456Z", evidence.GetProperty("sent").GetString());
        Assert.Contains(
            evidence.GetProperty("clock").GetString(),
            (string[])["synchronised", "unsynchronised", "unknown"]);
    }

    [Theory]
    [InlineData("host", "host")]
    [InlineData("pid", "pid")]
    [InlineData("user", "user")]
    [InlineData("script", "script, line")]
    [InlineData("session", "session")]
    [InlineData("sent", "sent")]
    [InlineData("clock", "clock")]
    public void Each_can_be_wanted_alone(string wanted, string members)
    {
        using JsonDocument line = JsonDocument.Parse(Log(LoggingConfig.FromText([new("evidence", wanted)])));

        Assert.Equal(
            members,
            string.Join(
                ", ", line.RootElement.GetProperty("evidence").EnumerateObject().Select(member => member.Name)));
    }

    [Fact]
    public void Each_initialisation_is_a_session_of_its_own()
    {
        var config = new LoggingConfig { Evidence = EvidenceParts.Session };

        Assert.NotEqual(Log(config), Log(config));
    }

    [Fact]
    public void Data_cannot_forge_evidence()
    {
        var config = new LoggingConfig
        {
            LogDirectory = _folder.FullName,
            Console = false,
            Evidence = EvidenceParts.Pid,
        };
        using (var session = new TestSession(config))
            session.LogTrade("X", new { evidence = "forged" });

        Assert.EndsWith(
            FormattableString.Invariant(
                $"\"evidence\": {{\"pid\": {Environment.ProcessId}}}, \"data.evidence\": \"forged\"}}"),
            _folder.Lines("trades.log")[^1],
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_script_of_a_host_is_told_and_none_where_there_is_none()
    {
        var config = new LoggingConfig { Evidence = EvidenceParts.Script };
        using var host = new ScriptHost();

        Assert.Contains(
            "\"evidence\": {\"script\": \"/bot/trade.ps1\", \"line\": 7}",
            Log(config),
            StringComparison.Ordinal);
        host.Script = null;
        Assert.Contains("\"evidence\": {\"line\": 7}", Log(config), StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_with_evidence_allocates_nothing()
    {
        var writer = new TradeLineWriter(TimestampForm.Offset, new TradeLineLimits())
        {
            Evidence = TradeEvidence.Of(Everything.Evidence, SecretMask.Default, () => "/bot/trade.ps1"),
        };
        var buffer = new Utf8Buffer();

        double bytes = Allocation.OfCall(0, () =>
        {
            buffer.Clear();
            writer.Write(buffer, TradeLines.Moment, "X", null, null, 7);
        });

        Assert.Equal(0, bytes);
    }

    [Fact]
    public void The_kernel_tells_of_the_clock_on_Linux()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells.");

        Assert.NotNull(LinuxClock.IsSynchronised);
        Assert.NotEqual(ClockState.Unknown, ClockState.Current);
    }

    private string Log(LoggingConfig config)
    {
        using (var session = new TestSession(config with { LogDirectory = _folder.FullName, Console = false }))
            session.LogTrade("X", null, line: 7);
        return _folder.Lines("trades.log")[^1];
    }

    private sealed class ScriptHost : HostOutput, IDisposable
    {
        public ScriptHost() => Current = this;

        public string? Script { get; set; } = "/bot/trade.ps1";

        public override string? ScriptName => Script;

        public override void WriteConsoleLine(LogLevel level, string line, Action<Exception> failed)
        {
        }

        public override void WriteWarning(string message)
        {
        }

        public void Dispose() => Current = null;
    }
}
