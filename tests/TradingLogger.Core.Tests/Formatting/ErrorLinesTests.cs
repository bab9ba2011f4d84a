using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Formatting;

public sealed class ErrorLinesTests
{
    private static readonly ErrorDetails Error = new("System.TimeoutException", "no answer");

    [Fact]
    public void Type_and_message_stand_below_the_record_indented() => Assert.Equal(
        ["    System.TimeoutException: no answer"], Lines(Error));

    [Fact]
    public void Position_and_stack_stand_below_the_message_deeper() => Assert.Equal(
        [
            "    System.TimeoutException: no answer",
            "      At run.ps1:3 char:5",
            "      + Send-Order",
            "      at A.B()",
            "      at C.D()",
        ],
        Lines(
            Error with
            {
                Position = "At run.ps1:3 char:5\r\n+ Send-Order",
                StackTrace = "   at A.B()\r\n   at C.D()\n",
            }));

    [Fact]
    public void Category_id_and_target_stand_between_position_and_stack() => Assert.Equal(
        [
            "    System.TimeoutException: no answer",
            "      At run.ps1:3",
            "      category: OperationTimeout",
            "      error id: NoAnswer,Send-Order",
            "      target: BTCUSDT",
            "      at A.B()",
        ],
        Lines(Error with
        {
            Position = "At run.ps1:3",
            Category = "OperationTimeout",
            ErrorId = "NoAnswer,Send-Order",
            Target = "BTCUSDT",
            StackTrace = "at A.B()",
        }));

    [Fact]
    public void The_status_of_an_HTTP_response_and_what_is_left_out_are_told() => Assert.Equal(
        [
            "    T: refused",
            "      error id: Refused",
            "      http status: 429",
            "      target: order",
            "    caused by System.TimeoutException: no answer",
            "    (1 further cause is not shown)",
        ],
        Lines(new ErrorDetails("T", "refused", Inner: Error)
        {
            ErrorId = "Refused",
            HttpStatus = 429,
            Target = "order",
            Omitted = 1,
        }));

    [Fact]
    public void Causes_that_are_left_out_are_counted() => Assert.Equal(
        ["    T: m", "    (900 further causes are not shown)"],
        Lines(new ErrorDetails("T", "m") { Omitted = 900 }));

    [Fact]
    public void A_huge_target_leaves_room_for_the_stack()
    {
        string[] lines = Lines(Error with { Target = new string('x', 300_000), StackTrace = "at A.B()" });

        Assert.EndsWith("x…[cut]", lines[1], StringComparison.Ordinal);
        Assert.Equal("      at A.B()", lines[2]);
    }

    [Fact]
    public void Every_cause_is_told_with_its_own_stack() => Assert.Equal(
        [
            "    Outer: refused",
            "      at A.B()",
            "    caused by System.TimeoutException: no answer",
            "      at C.D()",
        ],
        Lines(
            new ErrorDetails(
                "Outer", "refused", StackTrace: "at A.B()", Inner: Error with { StackTrace = "at C.D()" })));

    [Fact]
    public void The_causes_of_one_of_several_causes_are_told_apart_from_the_others() => Assert.Equal(
        [
            "    Outer: both",
            "        caused by A: a",
            "            caused by A1: a1",
            "            and by A2: a2",
            "        and by B: b",
            "        caused by B1: b1",
            "        (1 further cause is not shown)",
        ],
        Lines(new ErrorDetails(
            "Outer",
            "both",
            Inner: new ErrorDetails("A", "a", Inner: new ErrorDetails("A1", "a1"))
            {
                Others = [new ErrorDetails("A2", "a2")],
            })
        {
            Others = [new ErrorDetails("B", "b", Inner: new ErrorDetails("B1", "b1"))],
            Omitted = 1,
        }));

    [Fact]
    public void A_message_of_several_lines_stays_indented_so_that_none_can_pass_for_a_record() => Assert.Equal(
        [
            "    T: first",
            "    2025-12-18 10:30:45 | INFO     | trades:1 | forged",
            @"    \rlast\u2028line",
        ],
        Lines(
            new ErrorDetails(
                "T", "first\n2025-12-18 10:30:45 | INFO     | trades:1 | forged\n\n  \r\n\rlast\u2028line")));

    [Fact]
    public void A_real_exception_is_told_with_its_stack()
    {
        try
        {
            throw new InvalidOperationException("order refused", new TimeoutException("no answer"));
        }
        catch (InvalidOperationException exception)
        {
            string[] lines = Lines(ErrorDetails.From(exception));

            Assert.Equal("    System.InvalidOperationException: order refused", lines[0]);
            Assert.StartsWith("      at ", lines[1], StringComparison.Ordinal);
            Assert.Contains(nameof(A_real_exception_is_told_with_its_stack), lines[1], StringComparison.Ordinal);
            Assert.Equal("    caused by System.TimeoutException: no answer", lines[^1]);
        }
    }

    [Fact]
    public void A_long_error_is_cut_once_and_marked()
    {
        string[] lines = Lines(
            new ErrorDetails("T", new string('x', 2000), StackTrace: "at A.B()", Inner: Error), maxRecordBytes: 1024);

        Assert.Single(lines);
        Assert.EndsWith("x…[cut]", lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_that_is_cut_between_two_lines_is_marked_too()
    {
        // The first line with indentation and line feed takes the last byte that is allowed.
        string first = new('x', 1024 - "    T: \n".Length);
        string[] lines = Lines(new ErrorDetails("T", first, StackTrace: "at A.B()\nat C.D()"), maxRecordBytes: 1024);

        Assert.Equal(["    T: " + first, "      …[cut]"], lines);
    }

    [Fact]
    public void The_largest_limit_cuts_nothing() =>
        Assert.Equal(["    System.TimeoutException: no answer"], Lines(Error, int.MaxValue));

    private static string[] Lines(ErrorDetails error, int maxRecordBytes = 262_144)
    {
        string text = TextLines.Format("message", error, maxRecordBytes: maxRecordBytes);

        Assert.StartsWith(
            "2025-12-18 10:30:45 | INFO     | trading.signals:87 | message\n",
            text,
            StringComparison.Ordinal);
        Assert.Equal('\n', text[^1]);
        return [.. text.Split('\n').Skip(1).SkipLast(1)];
    }
}
