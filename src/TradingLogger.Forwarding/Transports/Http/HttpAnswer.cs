using System.Text;

namespace TradingLogging.Forwarding.Transports.Http;

/// <summary>An answer of a receiver, of which no more than 64 KiB were read.</summary>
/// <param name="Status">The status, such as 200.</param>
/// <param name="Reason">The text beside the status; may be empty.</param>
/// <param name="MediaType">The media type of the body in lower case; empty when the receiver named none.</param>
/// <param name="RetryAfter">How long the receiver asks to wait; null when it does not.</param>
/// <param name="Body">The body, or its beginning.</param>
/// <param name="IsBroken">Whether the connection broke before the body had ended.</param>
internal sealed record HttpAnswer(
    int Status, string Reason, string MediaType, TimeSpan? RetryAfter, ReadOnlyMemory<byte> Body, bool IsBroken)
{
    /// <summary>The most bytes of a body that are read.</summary>
    public const int MostBytes = 64 * 1024;

    /// <summary>Whether the receiver says that it succeeded.</summary>
    public bool IsSuccess => Status is >= 200 and <= 299;

    /// <summary>Whether the body is JSON.</summary>
    public bool IsJson => MediaType.EndsWith("json", StringComparison.Ordinal);

    /// <summary>Whether the body is a page for people, such as that of a login or of a proxy. Several receivers answer
    /// with a word, or with nothing, under the media type of a page.</summary>
    public bool IsPage => MediaType is "text/html" or "application/xhtml+xml"
        && Text.FirstOrDefault(c => !char.IsWhiteSpace(c) && c != '\uFEFF') == '<';

    /// <summary>The body as text.</summary>
    public string Text => Encoding.UTF8.GetString(Body.Span);

    /// <summary>Reads an answer.</summary>
    /// <param name="response">The response, whose headers have been read. A cancellation disposes of it, because a
    /// stream of .NET Framework does not always give up when it is asked to.</param>
    /// <param name="body">Takes the body, <see cref="MostBytes"/> at most.</param>
    /// <param name="cancellation">Ends reading.</param>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public static async Task<HttpAnswer> ReadAsync(
        HttpResponseMessage response, byte[] body, CancellationToken cancellation)
    {
        using CancellationTokenRegistration giveUp = cancellation.Register(response.Dispose);
        int length = 0;
        bool isBroken = false;
        try
        {
            using Stream stream = await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false);
            int read;
            do
            {
                read = await stream.ReadAsync(body.AsMemory(length), cancellation).ConfigureAwait(false);
                length += read;
            }
            while (read > 0 && length < body.Length);
        }
        catch (Exception exception) when (exception is IOException or HttpRequestException or ObjectDisposedException)
        {
            cancellation.ThrowIfCancellationRequested();
            isBroken = true;
        }

        return new HttpAnswer(
            (int)response.StatusCode,
            response.ReasonPhrase ?? "",
            response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? "",
            RetryAfterOf(response),
            body.AsMemory(0, length),
            isBroken);
    }

    // A date is compared with the receiver's own clock, if the receiver tells it: clocks differ.
    private static TimeSpan? RetryAfterOf(HttpResponseMessage response)
    {
        if (response.Headers.RetryAfter is not { } asked)
            return null;
        TimeSpan wait = asked.Delta ?? asked.Date - (response.Headers.Date ?? DateTimeOffset.UtcNow) ?? TimeSpan.Zero;
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }
}
