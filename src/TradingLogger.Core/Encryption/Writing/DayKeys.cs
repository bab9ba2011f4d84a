using System.Security.Cryptography;
using TradingLogging.Storage.Platform;

namespace TradingLogging.Encryption.Writing;

/// <summary>The content keys of a logger: one for each day, made when the first value of the day comes, and kept for
/// its readers before it is used. Thread-safe.</summary>
/// <param name="recipients">Those who can read the values.</param>
/// <param name="places">Where the key lines are kept, each of them.</param>
internal sealed class DayKeys(KeyRecipients recipients, IReadOnlyList<KeyFile> places)
{
    // Around midnight threads come with times of two days.
    private const int MostDays = 2;

    private readonly object _gate = new();
    private readonly List<DayKey> _former = [];
    private DayKey? _latest;
    private Unkept? _unkept;

    /// <summary>The key of a day.</summary>
    /// <exception cref="FileOperationException">A new key could not be kept. The next call tries it again.</exception>
    /// <exception cref="CryptographicException">It could not be made.</exception>
    public ContentKey Of(DateTime day) =>
        Volatile.Read(ref _latest) is { } latest && latest.Day == day ? latest.Key : FindOrMake(day);

    private ContentKey FindOrMake(DateTime day)
    {
        lock (_gate)
        {
            if (_latest?.Day == day)
                return _latest.Key;
            if (_former.Find(former => former.Day == day) is { } known)
                return known.Key;
            Unkept made = _unkept is { } unkept && unkept.Day == day ? unkept : _unkept = Make(day);
            while (made.Kept < places.Count)
            {
                places[made.Kept].Append(day, made.Line);
                made.Kept++;
            }

            _unkept = null;
            _former.Add(new DayKey(day, made.Key));
            if (_former.Count > MostDays)
                _former.RemoveAt(0);
            if (_latest is null || _latest.Day < day)
                Volatile.Write(ref _latest, _former[^1]);
            return made.Key;
        }
    }

    private Unkept Make(DateTime day)
    {
        Span<byte> key = stackalloc byte[EncryptedValue.KeySize];
        RandomNumberGenerator.Fill(key);
        byte[] line = recipients.Wrap(key);
        var made = new Unkept(day, new ContentKey(key, KeyLine.IdOf(line)), line);
        CryptographicOperations.ZeroMemory(key);
        return made;
    }

    private sealed record DayKey(DateTime Day, ContentKey Key);

    // A key whose line could not be kept everywhere is tried again as it is: else a failure would leave a line for each
    // event.
    private sealed class Unkept(DateTime day, ContentKey key, byte[] line)
    {
        public DateTime Day => day;

        public ContentKey Key => key;

        public byte[] Line => line;

        public int Kept { get; set; }
    }
}
