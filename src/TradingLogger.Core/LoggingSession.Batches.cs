using TradingLogging.Logging;
using TradingLogging.Reading;
using TradingLogging.Text;

namespace TradingLogging;

/// <content>Events that are written together.</content>
internal sealed partial class LoggingSession
{
    public TradeBatch CreateBatch(LoggerInstance? owner = null) => new(_writer, owner);

    /// <summary>Writes the events of a batch together, and removes them from it when they are in the trade
    /// log.</summary>
    public void LogTrades(TradeBatch batch, int lineNumber)
    {
        Dispatch(batch, lineNumber);
        batch.Clear();
    }

    /// <summary>Writes the events of a batch together and returns them as they stand in the log.</summary>
    public IReadOnlyList<TradeEvent> LogTradeEvents(TradeBatch batch, int lineNumber)
    {
        var lines = new Utf8Buffer();
        Dispatch(batch, lineNumber, lines);
        TradeEvent[] written = lines.Length == 0 ? batch.Read() : TradeBatch.Read(lines.Written);
        batch.Clear();
        return written;
    }

    private void Dispatch(TradeBatch batch, int lineNumber, Utf8Buffer? wanted = null)
    {
        if (batch.Count == 0 || !_trades.IsEnabledFor(LogLevel.Info))
            return;
        DateTimeOffset now = _hierarchy.Clock.Now;
        batch.Stamp(now);
        try
        {
            if (_encryption is null)
            {
                HandlerDispatch.Dispatch(_trades, new LogBatch(now, _trades.Name, batch.Lines, batch.Ends, lineNumber)
                {
                    Written = wanted,
                });
            }
            else
            {
                DispatchEncrypted(new EncryptedBatch(_encryption, batch, now), now, lineNumber, wanted);
            }
        }
        catch (LogWriteException exception) when (exception.IsTradeEventWritten)
        {
            // They are in the trade log: a second call must not write them again.
            batch.Clear();
            throw;
        }
    }

    private void DispatchEncrypted(EncryptedBatch batch, DateTimeOffset now, int lineNumber, Utf8Buffer? wanted)
    {
        HandlerDispatch.Dispatch(
            _trades,
            new LogBatch(
                now, _trades.Name, batch.Shown, batch.ShownEnds, lineNumber, batch.Stored, batch.StoredEnds)
            {
                Written = wanted,
            });
        if (wanted?.Length == 0)
            wanted.Write(batch.Stored);
    }
}
