namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>Decides what became of a request by its answer, as the OpenTelemetry protocol says it, and where that would
/// lose an event, in favour of the event.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>200 to 299: accepted. A page of HTML is no answer of a receiver: it comes from a login or a proxy, and nothing
/// has the events. An answer that breaks off is none either: the request is repeated. Of an answer without end 64 KiB
/// are read, and its status counts.</item>
/// <item>408, 425, 429 and all from 500 on: again. The protocol repeats 429, 502, 503 and 504 alone, but to give up an
/// event for any other failure of a server would lose it.</item>
/// <item>413: too large. 400 and 422: not understood. The same holds for 415, 500 and 501 to a compressed request,
/// because several receivers answer so when they do not know gzip.
/// A failure of ClickHouse for which a row is to blame is one too.</item>
/// <item>All others, among them redirects: somebody has to change something.</item>
/// </list>
/// </remarks>
/// <param name="options">The receiver.</param>
/// <param name="encoder">Its language.</param>
internal sealed class HttpVerdict(ForwarderOptions options, IRequestEncoder encoder)
{
    private readonly SentSecrets _secrets = new(options);
    private readonly string _receiver = options.Uri.GetComponents(
        UriComponents.Scheme | UriComponents.Host | UriComponents.Port, UriFormat.UriEscaped);

    /// <summary>Decides by an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="isCompressed">Whether the request was compressed.</param>
    public DeliveryResult Of(HttpAnswer answer, bool isCompressed)
    {
        if (answer.IsSuccess)
            return OfSuccess(answer);
        string message = Message(answer);
        return answer.Status switch
        {
            413 => new DeliveryResult.TooLarge(message),
            400 or 422 => new DeliveryResult.Refused(message),
            >= 500 when encoder.BlamesAnEvent(answer) => new DeliveryResult.Refused(message),
            415 or 500 or 501 when isCompressed => new DeliveryResult.Refused(message),
            408 or 425 or 429 or >= 500 => new DeliveryResult.Retry(message, answer.RetryAfter),
            _ => new DeliveryResult.Held(message),
        };
    }

    /// <summary>Decides when no whole answer came in time.</summary>
    public DeliveryResult OfSilence() => new DeliveryResult.Retry(
        FormattableString.Invariant($"{_receiver} did not answer within {options.Timeout.TotalSeconds} s."),
        IsTimeout: true);

    /// <summary>Decides when there was no answer.</summary>
    public DeliveryResult Of(HttpRequestException exception)
    {
        string message = _secrets.Hide($"{_receiver}: {ReceiverText.WithCauses(exception)}");
        return ReceiverHandler.IsMistrust(exception)
            ? new DeliveryResult.Held(message)
            : new DeliveryResult.Retry(message);
    }

    private DeliveryResult OfSuccess(HttpAnswer answer)
    {
        if (answer.IsPage)
        {
            return new DeliveryResult.Held(
                $"{_receiver} answered with a page of HTML, as a login or a proxy does. It is no receiver of events.");
        }

        if (answer.IsBroken)
            return new DeliveryResult.Retry($"{_receiver} broke off its answer behind the status {answer.Status}.");
        DeliveryResult result = encoder.Understand(answer);
        return result.Message.Length == 0 ? result : result with { Message = _secrets.Hide(result.Message) };
    }

    private string Message(HttpAnswer answer)
    {
        string reason = answer.Reason.Length > 0 ? " " + answer.Reason : "";
        string said = answer.IsPage ? "" : encoder.Explain(answer);
        string status = FormattableString.Invariant($"{_receiver} answered {answer.Status}{reason}");
        if (answer.Status is >= 300 and <= 399)
            status += ". Redirects are not followed: give the address to which it leads";
        return _secrets.Hide(said.Length > 0 ? $"{status}: {said}" : $"{status}.");
    }
}
