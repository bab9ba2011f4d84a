using Xunit;

namespace TradingLogging.Tests;

/// <summary>Tells .NET Framework from Mono, which runs these tests on the core's netstandard2.0 build in CI. What Mono
/// does otherwise is listed in <c>docs/platforms.md</c>.</summary>
internal static class Mono
{
    private static readonly bool IsHere = Type.GetType("Mono.Runtime") is not null;

    /// <summary>Skips a test that Mono cannot do; elsewhere it runs.</summary>
    public static void Skip(string reason) => Assert.SkipWhen(IsHere, "Mono: " + reason);

    /// <summary>Skips a test of a block that ends by an exception, which on Mono nobody is told of.</summary>
    public static void SkipExceptionInFlight() => Skip("it does not tell which exception is in flight.");
}
