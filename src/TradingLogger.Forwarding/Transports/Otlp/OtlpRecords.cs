using System.Runtime.CompilerServices;
using System.Text;
using TradingLogging.Formatting;
using TradingLogging.Forwarding.Transports.Lines;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>Makes records of OpenTelemetry out of lines, in one pass over each line. Not thread-safe.</summary>
/// <remarks>
/// <para>The body is the exact line. Each member is an attribute with its type, but for the timestamp, which is the
/// time of the record. A number that a double would change is sent as its digits, a part below eight levels as its
/// JSON, because receivers bound how deep a record is nested. Of a repeated name the first value counts, as everywhere;
/// the others are in the body. A name that the record has itself gets <c>data.</c> before it.</para>
/// <para>A line that is no JSON object, which a source does not give, is sent with its body alone.</para>
/// </remarks>
/// <param name="writer">Writes the records in their form.</param>
/// <param name="files">The attributes of the file that a line comes from.</param>
/// <typeparam name="T">The form; a structure, so that its methods are compiled into these.</typeparam>
internal sealed class OtlpRecords<T>(T writer, OtlpFileNames files)
    where T : struct, IOtlpWriter
{
    private const int MostLevels = 8;
    private const long UnixEpochTicks = 621_355_968_000_000_000;
    private const long NanosecondsOfTick = 100;

    private readonly CanonicalTime _canonical = new();
    private readonly UniqueNames _names = new();
    private readonly Utf8Buffer _name = new();
    private readonly Utf8Buffer _text = new();
    private readonly T _writer = writer;
    private long _time;
    private OtlpSeverity? _severity;
    private Range _action;
    private bool _isActionEscaped;
    private bool _hasAction;

    /// <summary>Writes a record.</summary>
    /// <param name="line">The line, a JSON object.</param>
    /// <param name="id">Its id.</param>
    /// <param name="path">Its file.</param>
    /// <param name="observed">When it was read, in ns since 1970.</param>
    public void Write(ReadOnlySpan<byte> line, ReadOnlySpan<byte> id, string path, long observed)
    {
        Forget();
        int mark = _writer.BeginRecord(line, observed);
        try
        {
            WriteMembers(line);
        }
        catch (FormatException)
        {
            Forget();
            _writer.RestartRecord(mark, line, observed);
        }

        WriteOwn(OtlpNames.Id, id);
        (byte[] name, byte[]? fullName) = files.Of(path);
        WriteOwn(OtlpNames.FileName, name);
        if (fullName is not null)
            WriteOwn(OtlpNames.FilePath, fullName);
        ReadOnlySpan<byte> action = line[_action];
        _writer.EndRecord(mark, _time, _severity ?? OtlpSeverity.Info, Plain(action, _isActionEscaped, _text));
    }

    private static ReadOnlySpan<byte> Plain(ReadOnlySpan<byte> text, bool isEscaped, Utf8Buffer buffer)
    {
        if (!isEscaped)
            return text;
        buffer.Truncate(0);
        JsonEscapes.Unescape(buffer, text);
        return buffer.Written;
    }

    private void Forget()
    {
        _names.Clear();
        _time = 0;
        _severity = null;
        _action = default;
        _isActionEscaped = false;
        _hasAction = false;
    }

    private void WriteOwn(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        OtlpMark mark = _writer.BeginMember(name, isAttribute: true);
        _writer.Text(value);
        _writer.EndMember(mark);
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private void WriteMembers(ReadOnlySpan<byte> line)
    {
        int index = 0;
        JsonScan.Take(line, ref index, (byte)'{');
        if (JsonScan.TryTake(line, ref index, (byte)'}'))
            return;
        do
        {
            JsonScan.SkipSpace(line, ref index);
            ReadOnlySpan<byte> name = JsonScan.ReadText(line, ref index, out bool isEscaped);
            name = Plain(name, isEscaped, _name);
            JsonScan.Take(line, ref index, (byte)':');
            JsonScan.SkipSpace(line, ref index);
            if (!_names.TryAdd(name))
                JsonScan.SkipValue(line, ref index);
            else if (line[index] != '"' || !TakeText(line, ref index, name))
                WriteAttribute(line, ref index, name);
        }
        while (JsonScan.TryTake(line, ref index, (byte)','));
        JsonScan.Take(line, ref index, (byte)'}');
    }

    // What the record itself has is taken from the texts: time, name of the event, severity.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TakeText(ReadOnlySpan<byte> line, ref int index, ReadOnlySpan<byte> name) => name.Length switch
    {
        9 => TradeLineFormat.IsSameName(name, "timestamp"u8) && TakeTime(line, ref index),
        6 => TradeLineFormat.IsSameName(name, "action"u8) && TakeAction(line, index, name),
        5 or 8 => OtlpSeverity.IsNamed(name) && TakeSeverity(line, index),
        _ => false,
    };

    private bool TakeTime(ReadOnlySpan<byte> line, ref int index)
    {
        if (_time != 0 || !TryReadTime(line, index, out long time))
            return false;
        _time = time;
        JsonScan.ReadText(line, ref index, out _);
        return true;
    }

    // A name in lower case is that of the log; another one is that of a foreign line and counts when there is no such.
    private bool TakeAction(ReadOnlySpan<byte> line, int index, ReadOnlySpan<byte> name)
    {
        bool isExact = name[0] == 'a';
        if (_hasAction && !isExact)
            return false;
        int start = index + 1;
        JsonScan.ReadText(line, ref index, out _isActionEscaped);
        _action = start..(index - 1);
        _hasAction = true;
        return false;
    }

    private bool TakeSeverity(ReadOnlySpan<byte> line, int index)
    {
        _severity ??= OtlpSeverity.Find(JsonScan.ReadText(line, ref index, out _));
        return false;
    }

    private bool TryReadTime(ReadOnlySpan<byte> line, int index, out long nanoseconds)
    {
        nanoseconds = 0;
        if (!_canonical.TryRead(line.Slice(index + 1), out DateTimeOffset time, out _))
        {
            ReadOnlySpan<byte> text = JsonScan.ReadText(line, ref index, out bool isEscaped);
            if (isEscaped || !WallClock.TryParse(Encoding.UTF8.GetString(text), out time))
                return false;
        }

        long ticks = time.UtcTicks - UnixEpochTicks;
        nanoseconds = unchecked(ticks * NanosecondsOfTick);
        return ticks > 0 && ticks <= long.MaxValue / NanosecondsOfTick;
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private void WriteAttribute(ReadOnlySpan<byte> line, ref int index, ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty)
            name = OtlpNames.Unnamed;
        else if (name[0] is (byte)'l' or (byte)'d' or (byte)'(' && OtlpNames.IsOwn(name))
            name = Prefixed(name);
        OtlpMark mark = _writer.BeginMember(name, isAttribute: true);
        WriteValue(line, ref index, level: 1);
        _writer.EndMember(mark);
    }

    private ReadOnlySpan<byte> Prefixed(ReadOnlySpan<byte> name)
    {
        _text.Truncate(0);
        _text.Write(OtlpNames.DataPrefix);
        _text.Write(name);
        return _text.Written;
    }

    [MethodImpl(HotPath.CompiledAtOnce)]
    private void WriteValue(ReadOnlySpan<byte> line, ref int index, int level)
    {
        switch (line[index])
        {
            case (byte)'"':
                ReadOnlySpan<byte> text = JsonScan.ReadText(line, ref index, out bool isEscaped);
                _writer.Text(Plain(text, isEscaped, _text));
                break;
            case (byte)'{' or (byte)'[' when level > MostLevels:
                _writer.Text(JsonScan.SkipValue(line, ref index));
                break;
            case (byte)'{':
                WriteMap(line, ref index, level);
                break;
            case (byte)'[':
                WriteList(line, ref index, level);
                break;
            default:
                WriteWord(JsonScan.ReadWord(line, ref index));
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void WriteWord(ReadOnlySpan<byte> word)
    {
        if (word.IsEmpty || word[0] <= '9')
            WriteNumber(word);
        else if (word[0] == 'n' && word.SequenceEqual("null"u8))
            return;
        else if (word.SequenceEqual("true"u8))
            _writer.Truth(true);
        else if (word.SequenceEqual("false"u8))
            _writer.Truth(false);
        else
            throw new FormatException("The line has a value that is none.");
    }

    private void WriteNumber(ReadOnlySpan<byte> digits)
    {
        switch (JsonNumber.Read(digits, out long whole, out double real))
        {
            case NumberKind.Whole:
                _writer.Whole(whole);
                break;
            case NumberKind.Real:
                _writer.Real(real);
                break;
            default:
                _writer.Text(digits);
                break;
        }
    }

    private void WriteMap(ReadOnlySpan<byte> line, ref int index, int level)
    {
        OtlpMark map = _writer.BeginMap();
        index++;
        if (!JsonScan.TryTake(line, ref index, (byte)'}'))
        {
            do
            {
                JsonScan.SkipSpace(line, ref index);
                ReadOnlySpan<byte> name = JsonScan.ReadText(line, ref index, out bool isEscaped);
                OtlpMark member = _writer.BeginMember(Plain(name, isEscaped, _name), isAttribute: false);
                JsonScan.Take(line, ref index, (byte)':');
                JsonScan.SkipSpace(line, ref index);
                WriteValue(line, ref index, level + 1);
                _writer.EndMember(member);
            }
            while (JsonScan.TryTake(line, ref index, (byte)','));
            JsonScan.Take(line, ref index, (byte)'}');
        }

        _writer.EndMap(map);
    }

    private void WriteList(ReadOnlySpan<byte> line, ref int index, int level)
    {
        OtlpMark list = _writer.BeginList();
        index++;
        if (!JsonScan.TryTake(line, ref index, (byte)']'))
        {
            do
            {
                JsonScan.SkipSpace(line, ref index);
                OtlpMark item = _writer.BeginItem();
                WriteValue(line, ref index, level + 1);
                _writer.EndItem(item);
            }
            while (JsonScan.TryTake(line, ref index, (byte)','));
            JsonScan.Take(line, ref index, (byte)']');
        }

        _writer.EndList(list);
    }
}
