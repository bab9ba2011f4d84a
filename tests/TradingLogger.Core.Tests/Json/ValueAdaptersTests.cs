using System.Collections;
using System.Diagnostics.CodeAnalysis;
using TradingLogging.Formatting;
using TradingLogging.Json.Converters;
using TradingLogging.Logging;
using TradingLogging.Tests.Formatting;
using Xunit;

namespace TradingLogging.Tests.Json;

public sealed class ValueAdaptersTests : IDisposable
{
    private readonly HostAdapter _adapter = new();

    public ValueAdaptersTests()
    {
        ValueAdapters.Register(_adapter);
        ValueAdapters.Register(_adapter);
    }

    public void Dispose() => ValueAdapters.Unregister(_adapter);

    [Fact]
    public void What_a_host_wraps_is_written_as_if_it_were_bare()
    {
        foreach (object? inner in new object?[]
        {
            null, "text", 1, 1.0, 0.10m, Guid.Empty, TradeLines.Moment, new Version(1, 2), DayOfWeek.Friday,
            System.Numerics.BigInteger.One, 'c', (int[])[1], new Hashtable { ["a"] = 1 },
        })
        {
            Assert.Equal(TradeLines.WriteValue(inner), TradeLines.WriteValue(new Wrapped(new Wrapped(inner))));
        }
    }

    [Fact]
    public void Data_and_keys_may_be_wrapped()
    {
        Assert.Equal(
            TradeLines.Head + ", \"a\": 1}",
            TradeLines.Write(new Wrapped(new Hashtable { [new Wrapped("a")] = 1 })));
        Assert.Equal(TradeLines.Head + "}", TradeLines.Write(new Wrapped(null)));
        Assert.Throws<ArgumentException>(() => TradeLines.Write(new Wrapped("text")));
    }

    [Fact]
    public void A_wrapper_around_itself_ends()
    {
        var wrapper = new Wrapped(null);
        wrapper.Inner = wrapper;
        Assert.Equal("{\"Inner\": \"<cycle>\"}", TradeLines.WriteValue(wrapper));
    }

    [Fact]
    public void A_host_s_object_is_the_members_that_it_lists()
    {
        var host = new HostObject([new("a", 1), new("b", null, new InvalidOperationException("no")), new("c", 2)]);
        const string Expected = "\"a\": 1, \"b\": \"<error: InvalidOperationException: no>\", \"c\": 2}";
        Assert.Equal("{" + Expected, TradeLines.WriteValue(host));
        Assert.Equal(TradeLines.Head + ", " + Expected, TradeLines.Write(host));
    }

    [Fact]
    public void A_host_s_object_that_throws_midway_keeps_what_came_before()
    {
        Assert.Equal(
            "{\"a\": 1, \"<error>\": \"<error: InvalidOperationException: broken>\"}",
            TradeLines.WriteValue(new HostObject(Broken())));
        Assert.Equal(
            TradeLines.Head + ", \"v\": {\"a\": 1}, \"truncated\": true}",
            TradeLines.Write(new { v = new HostObject(Broken()) }, new TradeLineLimits { MaxNodes = 2 }));
        Assert.Equal(
            TradeLines.Head + ", \"a\": 1, \"truncated\": true}",
            TradeLines.Write(
                new HostObject([new("a", 1), new("b", 2), new("c", 3)]),
                new TradeLineLimits { MaxNodes = 1 }));
    }

    [Fact]
    public void A_host_s_error_is_told_as_errors_are() =>
        Assert.Equal(
            "{\"type\": \"T\", \"message\": \"m\", \"position\": \"at line 3\"}",
            TradeLines.WriteValue(new HostError()));

    [Fact]
    public void A_host_s_secret_is_masked_even_as_a_key()
    {
        Assert.Equal("\"***\"", TradeLines.WriteValue(new HostSecret()));
        Assert.Equal("{\"***\": 1}", TradeLines.WriteValue(new Hashtable { [new HostSecret()] = 1 }));
    }

    [Fact]
    public void A_host_is_not_asked_about_what_is_a_secret_everywhere()
    {
        using var secret = new System.Security.SecureString();
        Assert.Equal("\"***\"", TradeLines.WriteValue(secret));
        Assert.False(_adapter.SawSecret);
    }

    [Fact]
    public void An_adapter_that_is_gone_is_not_asked()
    {
        ValueAdapters.Unregister(_adapter);
        Assert.Equal("{\"Inner\": 1}", TradeLines.WriteValue(new Wrapped(1)));
    }

    [Fact]
    public void There_is_no_adapter_null()
    {
        Assert.Throws<ArgumentNullException>(() => ValueAdapters.Register(null!));
        Assert.Throws<ArgumentNullException>(() => ValueAdapters.Unregister(null!));
    }

    private static IEnumerable<ValueMember> Broken()
    {
        yield return new("a", 1);
        throw new InvalidOperationException("broken");
    }

    private sealed class Wrapped(object? inner)
    {
        public object? Inner { get; set; } = inner;
    }

    private sealed record HostObject(IEnumerable<ValueMember> Members);

    private sealed record HostError;

    private sealed record HostSecret(string Password = "hunter2");

    private sealed class HostAdapter : IValueAdapter
    {
        public bool SawSecret { get; private set; }

        public bool TryUnwrap(object value, out object? unwrapped)
        {
            unwrapped = (value as Wrapped)?.Inner;
            return value is Wrapped;
        }

        public bool TryGetMembers(object value, [NotNullWhen(true)] out IEnumerable<ValueMember>? members)
        {
            SawSecret |= value is System.Security.SecureString;
            members = (value as HostObject)?.Members;
            return members is not null;
        }

        public bool TryGetError(object value, [NotNullWhen(true)] out ErrorDetails? details)
        {
            details = value is HostError ? new ErrorDetails("T", "m", "at line 3") : null;
            return details is not null;
        }

        public bool IsSecret(object value) => value is HostSecret;
    }
}
