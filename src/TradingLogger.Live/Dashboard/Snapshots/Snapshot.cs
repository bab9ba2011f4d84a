using System.Collections.Concurrent;
using System.Text;
using TradingLogging.Text;

namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>An event as the page gets it.</summary>
/// <param name="Number">Its number in this reading of the log.</param>
/// <param name="Json">The JSON of it.</param>
internal readonly record struct EventJson(long Number, byte[] Json);

/// <summary>The whole state at one moment, and the events that came last. A message to a page has all of the state, so
/// that nothing is wrong after a message that it missed, and the events behind the place that it has reached.</summary>
/// <param name="generation">Which reading of the log the events are numbered by.</param>
/// <param name="last">The number of the last event; 0 when there is none.</param>
/// <param name="state">The JSON of the state.</param>
/// <param name="events">The events, in their order without a gap; the last one has the last number.</param>
internal sealed class Snapshot(long generation, long last, byte[] state, IReadOnlyList<EventJson> events)
{
    // Pages that keep up are all at the same place.
    private readonly ConcurrentDictionary<StreamPlace, byte[]> _messages = new();

    /// <summary>The place of a page that has it.</summary>
    public StreamPlace Place { get; } = new(generation, last);

    /// <summary>The message for a page that is at a place.</summary>
    public byte[] MessageAfter(StreamPlace place) => _messages.GetOrAdd(place, MakeMessage);

    private byte[] MakeMessage(StreamPlace place)
    {
        bool isKnown = place.Generation == generation && place.Event <= last;
        long after = isKnown ? place.Event : 0;
        EventJson[] news = [.. events.Where(one => one.Number > after)];
        long first = news.Length > 0 ? news[0].Number : last + 1;
        var message = new Utf8Buffer();
        message.Write(Encoding.ASCII.GetBytes($"id: {Place}\ndata: {{\"isNew\": {(isKnown ? "false" : "true")}"));
        message.Write(", \"missed\": "u8);
        // A page that has nothing misses nothing.
        NumberText.Write(message, isKnown ? first - after - 1 : 0);
        message.Write(", \"state\": "u8);
        message.Write(state);
        message.Write(", \"events\": ["u8);
        for (int index = 0; index < news.Length; index++)
        {
            message.Write(index == 0 ? ""u8 : ", "u8);
            message.Write(news[index].Json);
        }

        message.Write("]}\n\n"u8);
        return message.Written.ToArray();
    }
}
