using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports.Lines;
using TradingLogging.Json;
using TradingLogging.Reading.Parsing;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>One JSON object a line, as ClickHouse (<c>JSONEachRow</c>), Vector and others take it: the members
/// <c>_event_id</c>, <c>_host</c>, <c>_service</c> and <c>_log</c>, and behind them the exact text of the line, so that
/// its digits and its chain survive.</summary>
/// <remarks>Where an event has one of these four names itself, <c>data.</c> is put before its own, as the log does with
/// names of its lines: otherwise an event could take the id of another one.</remarks>
internal sealed class NdjsonEncoder : IRequestEncoder
{
    private static readonly byte[][] OwnNames =
        [.. new[] { "_event_id", "_host", "_service", "_log" }.Select(Encoding.ASCII.GetBytes)];

    private readonly Utf8Buffer _body = new();
    private readonly Utf8Buffer _name = new();
    private readonly byte[] _afterId;

    /// <param name="options">The names of machine, service and log.</param>
    public NdjsonEncoder(ForwarderOptions options)
    {
        var members = new Utf8Buffer();
        members.Write("\""u8);
        Add(members, "_host", options.Host);
        Add(members, "_service", options.Service);
        Add(members, "_log", options.LogDirectory);
        _afterId = members.Written.ToArray();
    }

    /// <inheritdoc/>
    public string ContentType => "application/x-ndjson";

    private static ReadOnlySpan<byte> DataPrefix => "data."u8;

    private static ReadOnlySpan<byte> BeforeId => "{\"_event_id\": \""u8;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode(EventBatch batch, int start, int count)
    {
        RequestBuffers.Empty(_body);
        for (int index = start; index < start + count; index++)
        {
            _body.Write(BeforeId);
            _body.Write(batch.Id(index));
            _body.Write(_afterId);
            WriteMembers(batch.Line(index));
            _body.Write((byte)'\n');
        }

        return _body.WrittenMemory;
    }

    /// <inheritdoc/>
    /// <remarks>ClickHouse may have begun its answer with 200 when it fails.</remarks>
    public DeliveryResult Understand(HttpAnswer answer)
    {
        if (!ClickHouseFailure.Is(answer.Body.Span))
            return new DeliveryResult.Accepted();
        string message = Explain(answer);
        return BlamesAnEvent(answer) ? new DeliveryResult.Refused(message) : new DeliveryResult.Retry(message);
    }

    /// <inheritdoc/>
    /// <remarks>Versions of ClickHouse answer with 500 to a row that does not fit its table.</remarks>
    public bool BlamesAnEvent(HttpAnswer answer) => ClickHouseFailure.BlamesRows(answer.Body.Span);

    /// <inheritdoc/>
    public string Explain(HttpAnswer answer) => answer.Text.Trim();

    private static void Add(Utf8Buffer buffer, string name, string value)
    {
        buffer.Write(", "u8);
        JsonStringWriter.TryWrite(buffer, name.AsSpan(), int.MaxValue);
        buffer.Write(": "u8);
        JsonStringWriter.TryWrite(buffer, value.AsSpan(), int.MaxValue);
    }

    private void WriteMembers(ReadOnlySpan<byte> line)
    {
        int first = PlainJson.SkipSpace(line, 0) + 1;
        if (line[PlainJson.SkipSpace(line, first)] != '}')
            _body.Write(", "u8);
        if (!MayHaveOwnName(line))
        {
            _body.Write(line.Slice(first));
            return;
        }

        int written = first;
        int index = first;
        while (!JsonScan.TryTake(line, ref index, (byte)'}'))
        {
            _ = JsonScan.TryTake(line, ref index, (byte)',');
            JsonScan.SkipSpace(line, ref index);
            int start = index + 1;
            if (IsOwnName(JsonScan.ReadText(line, ref index, out bool isEscaped), isEscaped))
            {
                _body.Write(line.Slice(written, start - written));
                _body.Write(DataPrefix);
                written = start;
            }

            JsonScan.Take(line, ref index, (byte)':');
            JsonScan.SkipSpace(line, ref index);
            JsonScan.SkipValue(line, ref index);
        }

        _body.Write(line.Slice(written));
    }

    // An underline behind a quote or a dot, or a character that is escaped.
    private static bool MayHaveOwnName(ReadOnlySpan<byte> line) =>
        line.IndexOf("\"_"u8) >= 0 || line.IndexOf("._"u8) >= 0 || line.IndexOf("\\u00"u8) >= 0;

    private static bool IsSame(ReadOnlySpan<byte> name, ReadOnlySpan<byte> own)
    {
        for (int index = 0; index < own.Length; index++)
        {
            if ((name[index] | 0x20) != (own[index] | 0x20))
                return false;
        }

        return true;
    }

    private bool IsOwnName(ReadOnlySpan<byte> name, bool isEscaped)
    {
        if (isEscaped)
        {
            _name.Truncate(0);
            JsonEscapes.Unescape(_name, name);
            name = _name.Written;
        }

        // Also one behind data.: so no two names of an event become the same one.
        while (name.Length > DataPrefix.Length && IsSame(name, DataPrefix))
            name = name.Slice(DataPrefix.Length);
        foreach (byte[] own in OwnNames)
        {
            // Receivers differ in whether case counts.
            if (name.Length == own.Length && IsSame(name, own))
                return true;
        }

        return false;
    }
}
