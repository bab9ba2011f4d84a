using System.Collections.ObjectModel;
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

    // Aggregates of aggregates may share their errors, so that their number grows with each level.
    private const int MostCauses = 64;
    private const int MostCounted = 10_000;

    /// <summary>The host's category of the error, for example <c>ObjectNotFound</c>. Null when it has none.</summary>
    public string? Category { get; init; }

    /// <summary>The id by which scripts know the error. Null when it has none.</summary>
    public string? ErrorId { get; init; }

    /// <summary>The text of what could not be worked on. Null when there is nothing.</summary>
    public string? Target { get; init; }

    /// <summary>The status code of the HTTP response that the error is, for example 429. Null when it is
    /// none.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>The further errors of an aggregate, behind <see cref="Inner"/>; empty for all others.</summary>
    public IReadOnlyList<ErrorDetails> Others { get; init; } = [];

    /// <summary>How many errors that caused this one, and those that caused them, are not among <see cref="Inner"/> and
    /// <see cref="Others"/>, because there are too many, or because they are too deep. Usually 0; never above
    /// 10,000.</summary>
    public int Omitted { get; init; }

    /// <summary>Reads the details of an exception and of those that caused it, down to 16 levels and 64 causes in
    /// all; <see cref="Omitted"/> counts the rest.</summary>
    /// <param name="exception">The exception.</param>
    /// <returns>The details.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="exception"/> is null.</exception>
    public static ErrorDetails From(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        int room = MostCauses;
        return From(exception, MaximumDepth, ref room);
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

    private static ErrorDetails From(Exception exception, int depth, ref int room)
    {
        ReadOnlyCollection<Exception> causes = CausesOf(exception);
        var told = new List<ErrorDetails>();
        while (told.Count < causes.Count && depth > 1 && room > 0)
        {
            room--;
            told.Add(From(causes[told.Count], depth - 1, ref room));
        }

        return new ErrorDetails(
            exception.GetType().FullName ?? exception.GetType().Name,
            ErrorText.MessageOf(exception),
            StackTrace: ErrorText.StackTraceOf(exception),
            Inner: told.FirstOrDefault())
        {
            HttpStatus = ErrorText.HttpStatusOf(exception),
            Others = told.Count > 1 ? [.. told.Skip(1)] : [],
            Omitted = CountOf(causes, told.Count),
        };
    }

    // Aggregates that share their errors have more of them than anybody could count.
    private static int CountOf(ReadOnlyCollection<Exception> causes, int first)
    {
        var left = new Stack<Exception>(causes.Skip(first).Take(MostCounted));
        int count = 0;
        while (count < MostCounted && left.Count > 0)
        {
            count++;
            foreach (Exception cause in CausesOf(left.Pop()).Take(MostCounted - count))
                left.Push(cause);
        }

        return count;
    }

    private static ReadOnlyCollection<Exception> CausesOf(Exception exception) => exception switch
    {
        AggregateException aggregate => aggregate.InnerExceptions,
        { InnerException: { } inner } => new([inner]),
        _ => new([]),
    };
}
