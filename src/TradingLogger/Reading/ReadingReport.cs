using System.Management.Automation;
using TradingLogging.Reading;

namespace TradingLogging.PowerShell.Reading;

/// <summary>Tells the user of a cmdlet what reading meets: damaged lines as warnings (or errors), files that cannot be
/// read as errors, and progress.</summary>
internal sealed class ReadingReport(Cmdlet cmdlet, bool isStrict, string activity, CancellationToken stopping)
{
    // Of a file that is no log at all nobody wants to hear line by line.
    private const int MostTold = 50;

    private string _damagedFile = string.Empty;
    private long _damages;
    private bool _isProgressShown;

    /// <summary>The options that make a reader tell this report.</summary>
    public LogReadOptions Options => new()
    {
        Damaged = Tell,
        Failed = exception => cmdlet.WriteError(ReadingErrors.NotReadable(exception)),
        Progress = Tell,
        Cancellation = stopping,
    };

    /// <summary>Tells what is left to tell when reading has ended.</summary>
    public void Complete()
    {
        TellFurther();
        if (!_isProgressShown)
            return;
        cmdlet.WriteProgress(new ProgressRecord(0, activity, " ") { RecordType = ProgressRecordType.Completed });
    }

    private void Tell(LogDamage damage)
    {
        if (damage.Location.File != _damagedFile)
        {
            TellFurther();
            _damagedFile = damage.Location.File;
        }

        if (++_damages > MostTold)
            return;
        if (isStrict)
            cmdlet.WriteError(ReadingErrors.Damaged(damage));
        else
            cmdlet.WriteWarning(damage.ToString());
    }

    private void TellFurther()
    {
        if (_damages > MostTold)
        {
            string message = FormattableString.Invariant(
                $"{_damagedFile}: {_damages - MostTold} further damaged lines were skipped. ")
                + "Is it a log of this module?";
            if (isStrict)
                cmdlet.WriteError(ReadingErrors.DamagedFurther(message));
            else
                cmdlet.WriteWarning(message);
        }

        _damages = 0;
    }

    private void Tell(LogReadProgress progress)
    {
        _isProgressShown = true;
        string status = FormattableString.Invariant($"{progress.File} ({progress.FileNumber} of {progress.FileCount})");
        // A new one each time: streams keep what they were given.
        cmdlet.WriteProgress(new ProgressRecord(0, activity, status)
        {
            PercentComplete = (int)(100 * ((progress.FileNumber - 1) + progress.Fraction) / progress.FileCount),
        });
    }
}
