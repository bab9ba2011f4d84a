using TradingLogging.Analytics.Figures;
using TradingLogging.Json;
using TradingLogging.Text;

namespace TradingLogging.Live.Dashboard.Snapshots;

/// <summary>Writes the JSON that the page reads. Every text is cut to a length that a page can show. Characters that
/// turn or hide what stands beside them are escaped.</summary>
internal sealed class PageJson
{
    /// <summary>The most characters of a text.</summary>
    public const int LongestText = 300;

    private readonly Utf8Buffer _buffer = new();

    /// <summary>What was written.</summary>
    public byte[] ToArray() => _buffer.Written.ToArray();

    /// <summary>Writes an object.</summary>
    public PageJson Object(string? name, Action write) => Nested(name, (byte)'{', write, (byte)'}');

    /// <summary>Writes a list.</summary>
    public PageJson List<T>(string? name, IEnumerable<T> items, Action<T> write) => Nested(
        name,
        (byte)'[',
        () =>
        {
            foreach (T item in items)
                write(item);
        },
        (byte)']');

    /// <summary>Writes an object for each item.</summary>
    public PageJson Objects<T>(string name, IEnumerable<T> items, Action<T> write) =>
        List(name, items, item => Object(null, () => write(item)));

    /// <summary>Writes a text; null as null.</summary>
    public PageJson Text(string? name, string? text, int most = LongestText)
    {
        Name(name);
        if (text is null)
            _buffer.Write("null"u8);
        else
            JsonStringWriter.TryWrite(_buffer, Visible(Cut(text, most)).AsSpan(), int.MaxValue);
        return this;
    }

    /// <summary>Writes a number.</summary>
    public PageJson Number(string? name, long number)
    {
        Name(name);
        NumberText.Write(_buffer, number);
        return this;
    }

    /// <summary>Writes true or false.</summary>
    public PageJson Flag(string name, bool isSet)
    {
        Name(name);
        _buffer.Write(isSet ? "true"u8 : "false"u8);
        return this;
    }

    /// <summary>Writes an amount: all its digits, and how it is shown.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="amount">The amount; null is shown as a dash.</param>
    /// <param name="show">How it is shown.</param>
    public PageJson Amount(string name, decimal? amount, Func<decimal, string> show) => Object(name, () =>
    {
        Text("value", amount is { } value ? Display.Value(value) : "");
        Text("shown", amount is { } shown ? show(shown) : Display.Nothing);
        Text("tone", amount is { } tone ? Display.Tone(tone) : "even");
    });

    // A page shows lines as lines.
    private static string Visible(string text) => string.Join("\n", text.Split('\n').Select(VisibleText.Of));

    private static string Cut(string text, int most)
    {
        if (text.Length <= most)
            return text;
        int end = char.IsHighSurrogate(text[most - 1]) ? most - 1 : most;
        return FormattableString.Invariant($"{text.Substring(0, end)}… ({text.Length} characters)");
    }

    private PageJson Nested(string? name, byte open, Action write, byte close)
    {
        Name(name);
        _buffer.Write(open);
        write();
        _buffer.Write(close);
        return this;
    }

    private void Name(string? name)
    {
        if (_buffer.Length > 0 && _buffer.Written[_buffer.Length - 1] is not ((byte)'{' or (byte)'['))
            _buffer.Write((byte)',');
        if (name is null)
            return;
        JsonStringWriter.TryWrite(_buffer, name.AsSpan(), int.MaxValue);
        _buffer.Write((byte)':');
    }
}
