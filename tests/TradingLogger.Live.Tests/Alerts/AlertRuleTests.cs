using TradingLogging.Configuration;
using TradingLogging.Live.Alerts;
using Xunit;

namespace TradingLogging.Live.Tests.Alerts;

/// <summary>What is wrong with rules is said before anything is read.</summary>
public sealed class AlertRuleTests
{
    public static TheoryData<string, string> Wrong => new()
    {
        { "'name': '', 'kind': 'Count'", "A rule cannot be named (empty)." },
        { "'name': 'a\\nb', 'kind': 'Count'", "A rule cannot be named a\\nb." },
        { "'kind': 'Count'", "The rule (empty) has no Name." },
        { "'name': 'r'", "The rule r has no Kind. There are Count, Silence, Drawdown, RejectRatio, Latency," },
        { "'name': 'r', 'kind': 'Counts'", "Kind cannot be Counts. There are Count," },
        { "'name': 'r', 'kind': '1'", "Kind cannot be 1." },
        { "'name': 'r', 'kind': 'Count', 'treshold': 1", "A rule has no treshold. It has Name, Kind," },
        { "'name': 'r', 'Name': 's', 'kind': 'Count'", "A rule has Name twice." },
        { "'name': 'r', 'kind': 'Count', 'threshold': 'x'", "Threshold must be a number, not x." },
        { "'name': 'r', 'kind': 'Count', 'threshold': {}", "Threshold must be a number, not {}." },
        { "'name': 'r', 'kind': 'Count', 'threshold': true", "Threshold must be a number." },
        { "'name': 'r', 'kind': 'Count', 'window': true", "Window must be a duration. Give 30s," },
        { "'name': 'r', 'kind': 'Count', 'threshold': [1]", "Threshold must be a text." },
        { "'name': 'r', 'kind': 'Count', 'action': [[]]", "Action must be a text or a list of texts." },
        { "'name': 'r', 'kind': 'Count', 'threshold': -1", "The rule r has a threshold below 0." },
        { "'name': 'r', 'kind': 'Count', 'window': 'soon'", "Window must be a duration, not soon. Give 30s," },
        { "'name': 'r', 'kind': 'Count', 'window': 0", "The rule r has the window 00:00:00. It must be above 0" },
        { "'name': 'r', 'kind': 'Count', 'window': '8d'", "The rule r has the window 8.00:00:00. It must be above 0" },
        { "'name': 'r', 'kind': 'Count', 'for': -1", "The rule r has For -00:00:01. It must be from 0 to 7 days." },
        { "'name': 'r', 'kind': 'Count', 'clearAfter': '9d'", "The rule r has ClearAfter 9.00:00:00." },
        { "'name': 'r', 'kind': 'Count', 'repeatAfter': 59", "The rule r has RepeatAfter 00:00:59. It must be 1 minu" },
        { "'name': 'r', 'kind': 'Count', 'severity': ' '", "The rule r needs a severity" },
        { "'name': 'r', 'kind': 'Count', 'level': 'LOUD'", "The rule r has the level LOUD. Must be one of DEBUG," },
        { "'name': 'r', 'kind': 'Count', 'level': 'INFO', 'action': 'A'", "The rule r asks for records of trading.lo" },
        { "'name': 'r', 'kind': 'Count', 'action': ''", "The rule r has an empty text in Action." },
        { "'name': 'r', 'kind': 'Count', 'action': 'A[b'", "The rule r has A[b in Action, which is no wildcard" },
        { "'name': 'r', 'kind': 'Count', 'action': 'A[z-a]'", "The rule r has A[z-a] in Action, which is no wildcard" },
        { "'name': 'r', 'kind': 'Count', 'pattern': '('", "The rule r has ( in Pattern, which is no regular expressi" },
        { "'name': 'r', 'kind': 'Count', 'finding': 'x'", "The rule r has Finding, which the kind Count does not hav" },
        { "'name': 'r', 'kind': 'Count', 'hours': '08:00-22:00'", "The rule r has Hours or TimeZone, which the kind" },
        { "'name': 'r', 'kind': 'Count', 'days': 'Monday'", "The rule r has Days, which the kind Count" },
        { "'name': 'r', 'kind': 'Count', 'groupBy': ['host']", "The rule r has host in GroupBy, which is a label" },
        { "'name': 'r', 'kind': 'Count', 'groupBy': ['']", "The rule r has a member in GroupBy that is empty" },
        { "'name': 'r', 'kind': 'Count', 'groupBy': ['a', 'A']", "The rule r has a member twice in GroupBy, or" },
        { "'name': 'r', 'kind': 'Count', 'groupBy': ['a','b','c','d','e','f']", "The rule r has 6 members in GroupBy" },
        { "'name': 'r', 'kind': 'Count', 'atLeast': 0", "The rule r has AtLeast 0. It is from 1 to 1000000." },
        { "'name': 'r', 'kind': 'Count', 'atLeast': 1.5", "AtLeast must be a whole number, not 1.5." },
        { "'name': 'r', 'kind': 'Silence'", "The rule r needs a window: how long silence may last." },
        { "'name': 'r', 'kind': 'Silence', 'window': 9, 'threshold': 1", "The rule r has a threshold, which the kind" },
        { "'name': 'r', 'kind': 'Silence', 'window': 9, 'hours': '8-22'", "The hours 8-22 of the rule r are none." },
        { "'name': 'r', 'kind': 'Silence', 'window': 9, 'hours': '08:00-25:00'", "The hours 08:00-25:00 of the rule" },
        { "'name': 'r', 'kind': 'Silence', 'window': 9, 'hours': '24:00-08:00'", "The hours 24:00-08:00 of the rule" },
        { "'name': 'r', 'kind': 'Silence', 'window': 9, 'timeZone': 'Mars'", "This machine does not know the time zo" },
        { "'name': 'r', 'kind': 'Silence', 'window': 9, 'days': 'Someday'", "Days cannot be Someday. There are Sunda" },
        { "'name': 'r', 'kind': 'Drawdown'", "The rule r needs a threshold: the fall of the net pnl" },
        { "'name': 'r', 'kind': 'Drawdown', 'threshold': 1, 'action': 'A'", "The rule r has Action, which the kind" },
        { "'name': 'r', 'kind': 'Drawdown', 'threshold': 1, 'level': 'INFO'", "The rule r has Level, which the kind" },
        { "'name': 'r', 'kind': 'Drawdown', 'threshold': 1, 'symbol': 'A'", "The rule r chooses by Symbol, but the n" },
        {
            "'name': 'r', 'kind': 'Drawdown', 'threshold': 1, 'groupBy': ['symbol','strategy']",
            "The rule r can be grouped by symbol or by strategy, but not by both"
        },
        {
            "'name': 'r', 'kind': 'Latency', 'threshold': 1, 'groupBy': 'venue'",
            "The rule r can be grouped by symbol and strategy alone, because its kind is Latency."
        },
        { "'name': 'r', 'kind': 'RejectRatio', 'threshold': 20", "The rule r can never fire: no ratio is above 1." },
        { "'name': 'r', 'kind': 'RejectRatio'", "The rule r needs a threshold: the part of the orders" },
        { "'name': 'r', 'kind': 'Latency'", "The rule r needs a threshold: the seconds that are allowed." },
        { "'name': 'r', 'kind': 'Latency', 'threshold': 1, 'percentile': 0", "The rule r has the percentile 0." },
        { "'name': 'r', 'kind': 'Latency', 'threshold': 1, 'percentile': 101", "The rule r has the percentile 101." },
        { "'name': 'r', 'kind': 'Finding', 'finding': 'Nothing*'", "The rule r asks for the finding Nothing*, which" },
        { "'name': 'r', 'kind': 'Lag'", "The rule r needs a threshold: the seconds that an event may wait." },
        { "'name': 'r', 'kind': 'Lag', 'threshold': 1, 'window': 9", "The rule r has a window, which the kind Lag do" },
        { "'name': 'r', 'kind': 'Lag', 'threshold': 1, 'groupBy': 'x'", "The rule r has GroupBy, which the kind Lag" },
        { "'name': 'r', 'kind': 'DiskSpace', 'threshold': 0", "The rule r can never fire: no disk has less than 0" },
        { "'name': 'r', 'kind': 'DiskSpace'", "The rule r needs a threshold: the bytes that must be free" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_is_wrong_with_a_rule_is_said(string rule, string message)
    {
        using var file = new RuleFile($"[{{ {rule.Replace('\'', '"')} }}]");

        ConfigurationException exception = Assert.Throws<ConfigurationException>(file.Read);

        Assert.StartsWith($"{file.Path}, rule 1: {message}", exception.Message);
        Assert.Equal(file.Path, exception.Path);
    }

    [Theory]
    [InlineData("", "is no valid JSON")]
    [InlineData("{", "is no valid JSON")]
    [InlineData("[{\"name\": \"\\ud83d\"}]", "is no valid JSON")]
    [InlineData("1", "holds no rules")]
    [InlineData("[1]", "holds no rules")]
    [InlineData("{\"rules\": [], \"more\": 1}", "holds no rules")]
    [InlineData("{\"alerts\": []}", "holds no rules")]
    public void A_file_that_holds_no_rules_is_refused(string content, string message)
    {
        using var file = new RuleFile(content);

        Assert.Contains(message, Assert.Throws<ConfigurationException>(file.Read).Message);
    }

    [Fact]
    public void All_properties_are_read_by_their_names_whatever_the_case()
    {
        using var file = new RuleFile("""
            // Comments and a comma at the end are allowed.
            { "Rules": [
                {
                    "NAME": "silent", "Kind": "silence", "action": "HEARTBEAT",
                    "SYMBOL": ["BTC*"], "strategy": ["a", "b"],
                    "window": "1m30s", "for": 5, "clearAfter": "00:02:00", "repeatAfter": "1h", "groupBy": ["strategy"],
                    "severity": "critical", "hours": "08:00-22:00", "days": ["Monday", "friday"], "timeZone": "UTC",
                    "summary": "The bot is silent",
                },
                { "name": "text", "kind": "Count", "level": "error", "logger": "a", "pattern": "x", "threshold": 5 },
                {
                    "name": "slow", "kind": "Latency", "threshold": 0.5, "measure": "SignalToFill", "percentile": 99.9,
                    "atLeast": 3
                },
                { "name": "found", "kind": "Finding", "finding": "Fill*", "threshold": null },
                { "name": "lag", "kind": "Lag", "threshold": "60", "forwarder": "default" },
            ] }
            """);

        IReadOnlyList<AlertRule> rules = file.Read();

        Assert.Equal(
            new AlertRule
            {
                Name = "silent",
                Kind = AlertRuleKind.Silence,
                Action = ["HEARTBEAT"],
                Symbol = ["BTC*"],
                Strategy = ["a", "b"],
                Window = TimeSpan.FromSeconds(90),
                For = TimeSpan.FromSeconds(5),
                ClearAfter = TimeSpan.FromMinutes(2),
                RepeatAfter = TimeSpan.FromHours(1),
                GroupBy = ["strategy"],
                Severity = "critical",
                Hours = "08:00-22:00",
                Days = [DayOfWeek.Monday, DayOfWeek.Friday],
                TimeZone = "UTC",
                Summary = "The bot is silent",
            },
            rules[0]);
        Assert.Equal(("error", 5m), (rules[1].Level, rules[1].Threshold));
        Assert.Equal((AlertMeasure.SignalToFill, 99.9m, 3), (rules[2].Measure, rules[2].Percentile, rules[2].AtLeast));
        Assert.Null(rules[3].Threshold);
        Assert.Equal("lag", rules[4].ToString());
    }

    [Fact]
    public void Two_rules_of_one_name_are_refused_together()
    {
        var rule = new AlertRule { Name = "twice", Kind = AlertRuleKind.Count };

        Assert.StartsWith(
            "Two rules have the name TWICE.",
            Assert.Throws<ConfigurationException>(() => AlertRule.Check([rule, rule with { Name = "TWICE" }])).Message);
        Assert.StartsWith(
            "There is no rule.", Assert.Throws<ConfigurationException>(() => AlertRule.Check([])).Message);
        Assert.Contains(
            "has the kind 99",
            Assert.Throws<ConfigurationException>((rule with { Kind = (AlertRuleKind)99 }).Check).Message);
    }

    [Fact]
    public void A_file_that_is_far_too_large_is_not_read()
    {
        using var file = new RuleFile(new string(' ', 1024 * 1024 + 1));

        Assert.Throws<IOException>(file.Read);
        Assert.Throws<FileNotFoundException>(() => AlertRuleFile.Read("no-such-rules.json"));
    }

    private sealed class RuleFile : IDisposable
    {
        public RuleFile(string content) => File.WriteAllText(Path, content);

        public string Path { get; } = System.IO.Path.Combine(
            System.IO.Path.GetTempPath(), $"rules-{Guid.NewGuid():N}.json");

        public IReadOnlyList<AlertRule> Read() => AlertRuleFile.Read(Path);

        public void Dispose() => File.Delete(Path);
    }
}
