using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports.Http;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>Requests of the OpenTelemetry protocol as protobuf.</summary>
internal sealed class OtlpProtobufEncoder : IRequestEncoder
{
    // A field's key and its length.
    private const int LongestHead = 6;

    private readonly Utf8Buffer _body = new();
    private readonly OtlpRecords<OtlpProtobufWriter> _records;
    private readonly byte[] _resource;
    private readonly byte[] _scope;

    /// <param name="options">The names of machine, service and log.</param>
    public OtlpProtobufEncoder(ForwarderOptions options)
    {
        _records = new OtlpRecords<OtlpProtobufWriter>(
            new OtlpProtobufWriter(_body), new OtlpFileNames(options.LogDirectory));
        byte[][] attributes = [.. OtlpResource.Of(options).Select(pair => Attribute(pair.Name, pair.Value))];
        _resource = Part(OtlpFields.Resource, attributes);
        _scope = Part(OtlpFields.Scope, Text(OtlpFields.ScopeName, OtlpResource.Scope));
    }

    /// <inheritdoc/>
    public string ContentType => OtlpAnswer.Protobuf;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode(EventBatch batch, int start, int count)
    {
        RequestBuffers.Empty(_body);
        if (count == 0)
            return _body.WrittenMemory;
        // The lengths that stand before the records are known behind them: their room is kept free.
        int room = (2 * LongestHead) + _resource.Length + _scope.Length;
        _body.GetSpan(room);
        _body.Advance(room);
        long observed = OtlpResource.Now();
        for (int index = start; index < start + count; index++)
            _records.Write(batch.Line(index), batch.Id(index), batch.Location(index).File, observed);
        return _body.WrittenMemory.Slice(WriteHead(room));
    }

    /// <inheritdoc/>
    public DeliveryResult Understand(HttpAnswer answer) => OtlpAnswer.Understand(answer);

    /// <inheritdoc/>
    public bool BlamesAnEvent(HttpAnswer answer) => false;

    /// <inheritdoc/>
    public string Explain(HttpAnswer answer) => OtlpAnswer.Explain(answer);

    private static byte[] Attribute(string name, string value) => Part(
        OtlpFields.ResourceAttribute,
        Text(OtlpFields.Key, name),
        Part(OtlpFields.Value, Text(OtlpFields.TextValue, value)));

    private static byte[] Text(byte field, string text) => Part(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Part(byte field, params byte[][] content)
    {
        int length = content.Sum(one => one.Length);
        return [.. Head(field, length), .. content.SelectMany(one => one)];
    }

    private static byte[] Head(byte field, int length)
    {
        byte[] head = new byte[LongestHead];
        head[0] = field;
        return head.AsSpan(0, 1 + OtlpProtobufWriter.Varint(head.AsSpan(1), (ulong)length)).ToArray();
    }

    /// <returns>Where the request begins.</returns>
    private int WriteHead(int room)
    {
        byte[] scopeLogs = Head(OtlpFields.ScopeLogs, _scope.Length + _body.Length - room);
        int rest = _resource.Length + scopeLogs.Length + _scope.Length + _body.Length - room;
        byte[] head = [.. Head(OtlpFields.ResourceLogs, rest), .. _resource, .. scopeLogs, .. _scope];
        head.CopyTo(_body.WrittenForChange.Slice(room - head.Length));
        return room - head.Length;
    }
}
