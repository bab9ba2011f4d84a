using System.Security.Cryptography;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Encryption.Writing;

/// <summary>The content keys of a logger: one for each day, made when the first value of the day comes, and kept for
/// its readers before it is used, and put back where its file was removed meanwhile. Thread-safe.</summary>
/// <param name="recipients">Those who can read the values.</param>
/// <param name="places">Where the key lines are kept, each of them; first beside the log.</param>
/// <param name="warn">Receives warnings.</param>
internal sealed class DayKeys(KeyRecipients recipients, IReadOnlyList<KeyFile> places, Action<string> warn)
{
    // Around midnight threads come with times of two days.
    private const int MostDays = 2;

    // Who empties the directory of a log must not take the values of the rest of the day with it. A look costs a
    // microsecond.
    private const long TicksBetweenLooks = TimeSpan.TicksPerSecond;

    private readonly object _gate = new();
    private readonly List<DayKey> _former = [];
    private DayKey? _latest;
    private DayKey? _unkept;
    private long _lastLook;

    /// <summary>The key of a day.</summary>
    /// <param name="day">The day.</param>
    /// <param name="now">The moment of logging, in ticks of UTC.</param>
    /// <exception cref="FileOperationException">A new key could not be kept, or the line of the key is lost. The next
    /// call tries it again.</exception>
    /// <exception cref="CryptographicException">It could not be made.</exception>
    public ContentKey Of(DateTime day, long now) =>
        Volatile.Read(ref _latest) is { } latest && latest.Day == day && !IsLookDue(now)
            ? latest.Key
            : FindOrMake(day, now);

    // The clock may go back.
    private bool IsLookDue(long now) => Math.Abs(now - Volatile.Read(ref _lastLook)) >= TicksBetweenLooks;

    private ContentKey FindOrMake(DateTime day, long now)
    {
        lock (_gate)
        {
            if (_latest?.Day == day)
            {
                if (IsLookDue(now))
                    PutBackIfLost(_latest, now);
                return _latest.Key;
            }

            if (_former.Find(former => former.Day == day) is { } known)
                return known.Key;
            DayKey made = _unkept is { } unkept && unkept.Day == day ? unkept : _unkept = Make(day);
            while (made.Kept < places.Count)
            {
                long length = places[made.Kept].Append(day, made.Line);
                if (made.Kept++ == 0)
                    made.Length = length;
            }

            _unkept = null;
            _former.Add(made);
            if (_former.Count > MostDays)
                _former.RemoveAt(0);
            if (_latest is null || _latest.Day < day)
            {
                Volatile.Write(ref _lastLook, now);
                Volatile.Write(ref _latest, made);
            }

            return made.Key;
        }
    }

    private void PutBackIfLost(DayKey latest, long now)
    {
        if (!places[0].HasKept(latest.Day, latest.Length))
        {
            latest.Length = places[0].Append(latest.Day, latest.Line);
            warn(
                $"The key file of {latest.Day:yyyy-MM-dd} beside the log was removed or cut while its key was in use. "
                + "The line of this logger was written again; those of others are lost, unless encrypt_keys has them.");
        }

        Volatile.Write(ref _lastLook, now);
    }

    private DayKey Make(DateTime day)
    {
        Span<byte> key = stackalloc byte[EncryptedValue.KeySize];
        RandomNumberGenerator.Fill(key);
        byte[] line = recipients.Wrap(key);
        var made = new DayKey(day, new ContentKey(key, KeyLine.IdOf(line)), line);
        CryptographicOperations.ZeroMemory(key);
        return made;
    }

    private sealed class DayKey(DateTime day, ContentKey key, byte[] line)
    {
        public DateTime Day => day;

        public ContentKey Key => key;

        public byte[] Line => line;

        /// <summary>In how many places the line is kept. A key whose line could not be kept everywhere is tried again
        /// as it is: else a failure would leave a line for each event.</summary>
        public int Kept { get; set; }

        /// <summary>How long the file beside the log is at least, in bytes.</summary>
        public long Length { get; set; }
    }
}
