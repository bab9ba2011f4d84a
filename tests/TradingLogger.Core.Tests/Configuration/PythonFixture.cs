namespace TradingLogging.Tests.Configuration;

/// <summary>One Python for all tests of a class.</summary>
public sealed class PythonFixture : IDisposable
{
    internal PythonConfigParser? Python { get; } = PythonConfigParser.TryStart();

    public void Dispose() => Python?.Dispose();
}
