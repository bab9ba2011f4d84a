using System.Management.Automation;
using TradingLogging.Live.Alerts;
using TradingLogging.Live.Notifications;
using TradingLogging.PowerShell.Handlers;
using Engine = System.Management.Automation.PowerShell;

namespace TradingLogging.PowerShell.Live;

/// <summary>A script block that is told of alerts, in a runspace of its own: it keeps neither the rules nor another
/// receiver waiting.</summary>
/// <param name="block">The text of the block.</param>
/// <param name="runspace">What the runspace is made of.</param>
internal sealed class AlertScript(string block, HandlerRunspace runspace) : IDisposable
{
    private Engine? _engine;
    private volatile bool _isRunning;

    /// <summary>Runs the block for a notification. The first error that it has is thrown, so that it is told
    /// again.</summary>
    /// <param name="notification">The notification.</param>
    /// <param name="cancellation">Stops the block.</param>
    public void Tell(AlertNotification notification, CancellationToken cancellation)
    {
        Engine engine = _engine ??= runspace.Open();
        engine.Commands.Clear();
        engine.Streams.ClearStreams();
        PSObject alert = ObjectOf(notification);
        engine.Runspace.SessionStateProxy.SetVariable("_", alert);
        _isRunning = true;
        try
        {
            // PowerShell's own thread for it would keep the process alive until a call into .NET returns.
            using (cancellation.Register(() => Task.Run(engine.Stop)))
                engine.AddScript(block, useLocalScope: true).AddArgument(alert).Invoke();
        }
        finally
        {
            _isRunning = false;
        }

        if (engine.Streams.Error.Count > 0)
            throw new InvalidOperationException(engine.Streams.Error[0].ToString());
    }

    /// <summary>The alert of a notification as scripts get it: with the id of the notification, how often it was
    /// repeated, and what was missed.</summary>
    public static PSObject ObjectOf(AlertNotification notification)
    {
        // A copy of its own: what is added to an object is seen wherever that object goes.
        Alert copy = notification.Alert with { };
        var alert = PSObject.AsPSObject(copy);
        alert.Properties.Add(new PSNoteProperty("NotificationId", notification.Id));
        alert.Properties.Add(new PSNoteProperty("Repeat", notification.Repeat));
        alert.Properties.Add(new PSNoteProperty("Missed", notification.Missed));
        return alert;
    }

    /// <summary>Closes the runspace. A block that hangs in a call into .NET is not waited for.</summary>
    public void Dispose()
    {
        if (_isRunning)
            Task.Run(Close);
        else
            Close();
    }

    private void Close()
    {
        _engine?.Runspace.Dispose();
        _engine?.Dispose();
    }
}
