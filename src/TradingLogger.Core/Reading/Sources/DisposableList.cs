namespace TradingLogging.Reading.Sources;

/// <summary>Disposes of several objects together.</summary>
internal sealed class DisposableList(IReadOnlyList<IDisposable> items) : IDisposable
{
    public void Dispose()
    {
        foreach (IDisposable item in items)
            item.Dispose();
    }
}
