using System.Diagnostics;

namespace TradingLogging.Handlers;

/// <content>The end of a handler with a queue.</content>
public abstract partial class QueuedHandler
{
    // After a signal the process may live on, as PowerShell does after Ctrl+C.
    private void OnEnding(bool mayLiveOn)
    {
        if (mayLiveOn)
            Flush();
        else
            Close();
    }

    private void Close()
    {
        int lost;
        bool isHanging;
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
            // A handler that closes itself goes on with what waits.
            if (Inside.Value || _thread is null)
                return;
            WaitUntilDelivered();
            isHanging = _isCut = _isWriting;
            if (isHanging)
                _failures++;
            lost = _waiting.Count;
            _waiting.Clear();
            Drop(lost);
        }

        if (isHanging)
            Cancel();
        if (lost > 0 || isHanging)
        {
            string cut = isHanging ? ", and one cut in the middle" : "";
            Warn(Lost(FormattableString.Invariant($"was closed before it took all records (left: {lost}{cut})")));
        }
    }

    private void WaitUntilDelivered()
    {
        long start = Stopwatch.GetTimestamp();
        while (_waiting.Count > 0 || _isWriting)
        {
            double passed = (Stopwatch.GetTimestamp() - start) / (double)Stopwatch.Frequency;
            TimeSpan rest = DrainTimeout - TimeSpan.FromSeconds(passed);
            if (rest <= TimeSpan.Zero || !Monitor.Wait(_gate, rest))
                return;
        }
    }
}
