using TradingLogging.Masking;
using TradingLogging.Text;

namespace TradingLogging.Logging;

/// <summary>The details of an error that a log line shows (Python's <c>exc_info</c>).</summary>
/// <param name="TypeName">The full name of the exception's type.</param>
/// <param name="Message">The exception's message; may have several lines.</param>
/// <param name="Position">Where the error happened, in words for people; may have several lines. Null when
/// unknown.</param>
/// <param name="StackTrace">The stack, one frame a line, innermost first. Null when there is none.</param>
/// <param name="Inner">The error that caused this one.</param>
public sealed record ErrorDetails(
    string TypeName,
    string Message,
    string? Position = null,
    string? StackTrace = null,
    ErrorDetails? Inner = null)
{
    // A deeper chain is a mistake or an attack. A log line shows the outermost causes.
    private const int MaximumDepth = 16;
    private const int MostOthers = 15;

    // Aggregates of aggregates may share their errors, so that their number grows with each level.
    private const int LeastDepthOfOthers = MaximumDepth - 1;

    /// <summary>The host's category of the error, for example <c>ObjectNotFound</c>. Null when it has none.</summary>
    public string? Category { get; init; }

    /// <summary>The id by which scripts know the error. Null when it has none.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The text of what could not be worked on. Null when there is nothing.</summary>
    public string? Target { get; init; }

    /// <summary>The further errors of an aggregate, behind <see cref="Inner"/> (15 at the most); empty for all
    /// others.</summary>
    public IReadOnlyList<ErrorDetails> Others { get; init; } = [];

    /// <summary>Reads the details of an exception and of at most 16 inner exceptions.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The details.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static ErrorDetails From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        return From(exception, MaximumDepth);
    }

    /// <summary>The same error with the secrets masked, in its texts and in those of the errors that caused
    /// it.</summary>
    /// <param name="mask">Knows the names of secrets.</param>
    /// <exception cref="ArgumentNullException"><paramref name="mask"/> is null.</exception>
    public ErrorDetails WithoutSecrets(SecretMask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        return this with
        {
            Message = mask.Apply(Message ?? string.Empty),
            Position = Position is { } position ? mask.Apply(position) : null,
            StackTrace = StackTrace is { } stack ? mask.Apply(stack) : null,
            Category = Category is { } category ? mask.Apply(category) : null,
            ErrorId = ErrorId is { } id ? mask.Apply(id) : null,
            Target = Target is { } target ? mask.Apply(target) : null,
            Inner = Inner?.WithoutSecrets(mask),
            Others = Others.Count == 0 ? Others : [.. Others.Select(other => other.WithoutSecrets(mask))],
        };
    }

    private static ErrorDetails From(Exception exception, int depth)
    {
        Exception[] inner = InnerOf(exception);
        return new ErrorDetails(
            exception.GetType().FullName ?? exception.GetType().Name,
            ErrorText.MessageOf(exception),
            StackTrace: ErrorText.StackTraceOf(exception),
            Inner: inner.Length > 0 && depth > 1 ? From(inner[0], depth - 1) : null)
        {
            Others = inner.Length > 1 && depth >= LeastDepthOfOthers
                ? [.. inner.Skip(1).Take(MostOthers).Select(other => From(other, depth - 1))]
                : [],
        };
    }

    private static Exception[] InnerOf(Exception exception)
    {
        if (exception is AggregateException aggregate)
            return [.. aggregate.InnerExceptions];
        return exception.InnerException is { } inner ? [inner] : [];
    }
}
