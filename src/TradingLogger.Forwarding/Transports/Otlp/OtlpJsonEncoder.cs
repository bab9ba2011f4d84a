using System.Text;
using TradingLogging.Forwarding.Sources;
using TradingLogging.Forwarding.Transports.Http;
using TradingLogging.Text;

namespace TradingLogging.Forwarding.Transports.Otlp;

/// <summary>Requests of the OpenTelemetry protocol as JSON.</summary>
internal sealed class OtlpJsonEncoder : IRequestEncoder
{
    private readonly Utf8Buffer _body = new();
    private readonly OtlpRecords<OtlpJsonWriter> _records;
    private readonly byte[] _head;

    /// <param name="options">The names of machine, service and log.</param>
    public OtlpJsonEncoder(ForwarderOptions options)
    {
        _records = new OtlpRecords<OtlpJsonWriter>(new OtlpJsonWriter(_body), new OtlpFileNames(options.LogDirectory));
        _body.Write("{\"resourceLogs\":[{\"resource\":{\"attributes\":["u8);
        var writer = new OtlpJsonWriter(_body);
        foreach ((string name, string value) in OtlpResource.Of(options))
        {
            OtlpMark mark = writer.BeginMember(Encoding.UTF8.GetBytes(name), isAttribute: true);
            writer.Text(Encoding.UTF8.GetBytes(value));
            writer.EndMember(mark);
        }

        _body.Truncate(_body.Length - 1);
        _body.Write("]},\"scopeLogs\":[{\"scope\":{\"name\":\""u8);
        _body.Write(Encoding.UTF8.GetBytes(OtlpResource.Scope));
        _body.Write("\"},\"logRecords\":["u8);
        _head = _body.Written.ToArray();
    }

    /// <inheritdoc/>
    public string ContentType => OtlpAnswer.Json;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Encode(EventBatch batch, int start, int count)
    {
        RequestBuffers.Empty(_body);
        if (count == 0)
        {
            _body.Write("{\"resourceLogs\":[]}"u8);
            return _body.WrittenMemory;
        }

        _body.Write(_head);
        long observed = OtlpResource.Now();
        for (int index = start; index < start + count; index++)
            _records.Write(batch.Line(index), batch.Id(index), batch.Location(index).File, observed);
        _body.Truncate(_body.Length - 1);
        _body.Write("]}]}]}"u8);
        return _body.WrittenMemory;
    }

    /// <inheritdoc/>
    public DeliveryResult Understand(HttpAnswer answer) => OtlpAnswer.Understand(answer);

    /// <inheritdoc/>
    public bool BlamesAnEvent(HttpAnswer answer) => false;

    /// <inheritdoc/>
    public string Explain(HttpAnswer answer) => OtlpAnswer.Explain(answer);
}

/// <summary>What stands above the records of a request.</summary>
internal static class OtlpResource
{
    /// <summary>The name of the scope: who made the records.</summary>
    public const string Scope = "TradingLogger";

    /// <summary>The attributes of the resource, by their names in OpenTelemetry's conventions. The instance is the log:
    /// a machine may have several.</summary>
    public static IEnumerable<(string Name, string Value)> Of(ForwarderOptions options) =>
    [
        ("host.name", options.Host),
        ("service.name", options.Service),
        ("service.instance.id", $"{options.Host}:{options.LogDirectory}"),
        ("log.directory", options.LogDirectory),
    ];

    /// <summary>The moment in ns since 1970.</summary>
    public static long Now() => (DateTimeOffset.UtcNow.Ticks - 621_355_968_000_000_000) * 100;
}
