using CsCheck;
using TradingLogging.Logging;
using TradingLogging.Tests.Python.Scenarios;
using Xunit;

namespace TradingLogging.Tests.Python;

public sealed class TextLogAgainstPythonTests
{
    private static readonly DateTime Start = new(2025, 12, 18, 9, 30, 45, DateTimeKind.Utc);

    private static readonly LogLevel[] Levels =
        [
            LogLevel.Debug, LogLevel.Info, LogLevel.Warning, LogLevel.Error, LogLevel.Critical, (LogLevel)15,
            (LogLevel)60,
        ];

    private static readonly string[] Names =
    [
        "trading", "trading.signals", "trading.risk.position", "a", "exactly.twenty.chars", "name.of.twenty-one.ch",
        "root", "größe.übung", "取引", "😀.😀", "a name with spaces", "trailing.", ".leading", "Trades", "trades.sub",
        "a.very.long.name.that.is.wider.than.its.column",
    ];

    private static readonly string[] Messages =
    [
        "", " ", "Trading system starting...", "LONG signal generated for BTCUSDT", "100%", "%s %d %(name)s %%",
        "{0} {name}", "Größe: 1,5 €", "日本語のメッセージ", "emoji 😀👩🏽", "combining e\u0301 a\u030a",
        "right to left שלום سلام", "back\\slash \\n \\u0041", "quotes \" ' `", "pipes | in | message", "two\nlines",
        "a\r\nb\rc", "\n", "tab\tbell\aescape\u001b[31mred", "nul\0nul", "del\u007f", "c1 \u0085 \u009b",
        "separators \u2028 \u2029", "bidi \u202e\u2066", "zero width \u200b\u200d\ufeff", "soft\u00adhyphen",
        "high \ud83d alone", "low \ude00 alone", "swapped \ude00\ud83d", "noncharacters \uffff \ufdd0 \U0001ffff",
        "private \ue000 \U000f0000", "tag \U000e0041", "hieroglyphs \U00013430 \U0001343f",
        "no-break\u00a0space\u3000ideographic", "forged\n2025-12-18 10:30:45 | INFO     | trading | message",
        "trailing space ", "trailing newline\n",
    ];

    private static readonly ErrorDetails?[] Errors =
    [
        null,
        new("System.IO.IOException", "No such file."),
        new(
            "System.Exception",
            "two\r\nlines\n\n  indented",
            StackTrace: "   at A.B()\n   at C.D(Int32 x) in c.cs:line 7"),
        new(
            "ParserError", "Unexpected token '\u001b['.", "At line:1 char:7\n+ if (\n+     ~",
            "at <ScriptBlock>, <No file>: line 1"),
        new("A", "outer", Inner: new("B", "middle\tß", StackTrace: "   at X.Y()", Inner: new("C", ""))),
    ];

    private static Gen<string> AnyMessage { get; } = Gen.OneOf(
        AnyOf(Messages),
        Gen.String[Gen.Char[' ', '~'], 0, 80],
        Gen.String[Gen.Char['\0', '\u052f'], 0, 40],
        Gen.String[Gen.OneOf(
            Gen.Char['\u2000', '\u206f'], Gen.Char['\u3040', '\u30ff'], Gen.Char['\ud800', '\udfff']), 0, 40]);

    private static Gen<LogStep> AnyStep { get; } = Gen.Select(
        Gen.Long[0, 3_000_000_000],
        AnyOf(Levels),
        AnyOf(Names),
        AnyMessage,
        Gen.Int[0, 99_999],
        Gen.Frequency((5, AnyOf<ErrorDetails?>([null])), (1, AnyOf(Errors))),
        (microseconds, level, name, message, line, error) =>
            (LogStep)new MessageStep(Start.AddMicroseconds(microseconds), level, name, message, line, error));

    [Fact]
    public void Every_awkward_message_is_written_as_by_Python() =>
        AssertSame([.. Messages.Select((text, i) => Step(i, Levels[i % Levels.Length], "trading.signals", text))]);

    [Fact]
    public void Every_name_and_level_is_laid_out_as_by_Python() =>
        AssertSame([.. Names.SelectMany(name => Levels, (name, level) => Step((int)level, level, name, name))]);

    [Fact]
    public void Every_error_stands_below_its_message_as_designed() =>
        AssertSame(
            [
                .. Errors.Select(
                    (error, i) => new MessageStep(Start.AddSeconds(i), LogLevel.Error, "trading", "failed", i, error)),
            ]);

    [Theory]
    [InlineData(LogLevel.Debug)]
    [InlineData(LogLevel.Info)]
    [InlineData(LogLevel.Warning)]
    [InlineData(LogLevel.Error)]
    [InlineData(LogLevel.Critical)]
    public void A_level_lets_through_what_Python_lets_through(LogLevel level)
    {
        LogStep[] steps = [.. Names.SelectMany(name => Levels, (name, each) => Step(0, each, name, "m"))];

        AssertSame(steps, scenario => scenario with { Config = scenario.Config with { LogLevel = level } });
    }

    [Fact]
    public void Hundreds_of_generated_records_give_the_files_of_Python()
    {
        PythonLogging.Require();

        AnyStep.Array[300].Sample(steps => AssertSame(steps), iter: 3, threads: 1);
    }

    [Fact]
    public void Generated_records_are_rotated_where_Python_rotates()
    {
        PythonLogging.Require();

        Gen.Select(AnyStep.Array[150], Gen.Int[1, 6000], Gen.Int[0, 6]).Sample(
            (steps, maxBytes, backupCount) => AssertSame(steps, scenario => scenario with
            {
                Config = scenario.Config with { MaxBytes = maxBytes, BackupCount = backupCount },
            }),
            iter: 6,
            threads: 1);
    }

    private static Gen<T> AnyOf<T>(T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static MessageStep Step(int second, LogLevel level, string name, string message) =>
        new(Start.AddSeconds(second), level, name, message, Line: second + 1);

    private static void AssertSame(LogStep[] steps, Func<LogScenario, LogScenario>? change = null)
    {
        var scenario = new LogScenario(steps);
        using var both = new BothLoggings();

        both.RunAdapted(change is null ? scenario : change(scenario));

        Assert.Empty(both.PythonErrors);
        both.AssertSameFiles();
    }
}
