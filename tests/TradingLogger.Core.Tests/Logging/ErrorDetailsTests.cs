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

    private sealed class BrokenException : Exception
    {
        public override string Message => throw new NotImplementedException();

        public override string StackTrace => throw new NotSupportedException();
    }
}
