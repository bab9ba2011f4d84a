using TradingLogging.Logging;
using Xunit;

namespace TradingLogging.Tests.Logging;

public sealed class ErrorDetailsTests
{
    [Fact]
    public void An_exception_gives_type_message_stack_and_cause()
    {
        ErrorDetails details = ErrorDetails.From(Thrown());

        Assert.Equal("System.InvalidOperationException", details.TypeName);
        Assert.Equal("order refused", details.Message);
        Assert.Contains(nameof(Thrown), details.StackTrace, StringComparison.Ordinal);
        Assert.Null(details.Position);
        Assert.Equal(new ErrorDetails("System.TimeoutException", "no answer"), details.Inner);
    }

    [Fact]
    public void The_exception_must_not_be_null() =>
        Assert.Throws<ArgumentNullException>(() => ErrorDetails.From(null!));

    [Fact]
    public void Of_a_long_chain_of_causes_the_outermost_are_told()
    {
        Exception exception = new TimeoutException("0");
        for (int depth = 1; depth < 100; depth++)
            exception = new InvalidOperationException($"{depth}", exception);
        var messages = new List<string>();
        for (ErrorDetails? details = ErrorDetails.From(exception); details is not null; details = details.Inner)
            messages.Add(details.Message);

        Assert.Equal(Enumerable.Range(84, 16).Reverse().Select(depth => $"{depth}"), messages);
    }

    [Theory]
    [InlineData(17, 1)]
    [InlineData(41, 25)]
    [InlineData(20_000, 10_000)]
    public void What_a_long_chain_leaves_out_is_counted(int errors, int omitted)
    {
        Exception exception = new TimeoutException("0");
        for (int depth = 1; depth < errors; depth++)
            exception = new InvalidOperationException($"{depth}", exception);
        ErrorDetails innermost = ErrorDetails.From(exception);
        while (innermost.Inner is { } inner)
            innermost = inner;

        Assert.Equal(($"{errors - 16}", omitted), (innermost.Message, innermost.Omitted));
    }

    [Fact]
    public void All_errors_of_an_aggregate_are_told_also_of_one_inside_another()
    {
        var inner = new AggregateException("b", new IOException("c"), new IOException("d"));

        ErrorDetails details = ErrorDetails.From(new AggregateException("a", inner, new IOException("e")));

        Assert.Equal("b (c) (d)", details.Inner!.Message);
        Assert.Equal(["c", "d"], details.Inner.Others.Prepend(details.Inner.Inner!).Select(error => error.Message));
        Assert.Equal(["e"], details.Others.Select(error => error.Message));
        Assert.Equal(0, details.Omitted + details.Inner.Omitted);
    }

    [Fact]
    public void Of_a_thousand_errors_64_are_told_and_the_rest_is_counted()
    {
        ErrorDetails details = ErrorDetails.From(
            new AggregateException(Enumerable.Range(1, 1000).Select(number => new IOException($"{number}"))));

        Assert.Equal("64", details.Others[^1].Message);
        Assert.Equal((63, 936), (details.Others.Count, details.Omitted));
    }

    [Fact]
    public void Aggregates_that_share_their_errors_end()
    {
        Exception error = new IOException("x");
        for (int level = 0; level < 14; level++)
            error = new AggregateException(Enumerable.Repeat(error, 10));

        ErrorDetails details = ErrorDetails.From(error);
        Assert.InRange(Count(details), 2, 65);
        Assert.Equal("More than 1000 errors occurred.", details.Message);
    }

    [Fact]
    public void An_exception_whose_own_properties_throw_is_told_all_the_same()
    {
        ErrorDetails details = ErrorDetails.From(new BrokenException());

        Assert.EndsWith("BrokenException", details.TypeName, StringComparison.Ordinal);
        Assert.Contains("NotImplementedException", details.Message, StringComparison.Ordinal);
        Assert.Contains("NotSupportedException", details.StackTrace, StringComparison.Ordinal);
    }

    private static InvalidOperationException Thrown()
    {
        try
        {
            throw new InvalidOperationException("order refused", new TimeoutException("no answer"));
        }
        catch (InvalidOperationException exception)
        {
            return exception;
        }
    }

    private static int Count(ErrorDetails details) =>
        1 + (details.Inner is { } inner ? Count(inner) : 0) + details.Others.Sum(Count);

    private sealed class BrokenException : Exception
    {
        public override string Message => throw new NotImplementedException();

        public override string StackTrace => throw new NotSupportedException();
    }
}
