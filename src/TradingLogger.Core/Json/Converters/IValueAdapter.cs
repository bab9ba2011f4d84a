using System.Diagnostics.CodeAnalysis;
using TradingLogging.Logging;

namespace TradingLogging.Json.Converters;

/// <summary>
/// Lets a host's own kinds of object (PowerShell's, for one) into trade events without the core knowing that host.
/// </summary>
public interface IValueAdapter
{
    /// <summary>Takes the value out of the host's wrapper.</summary>
    /// <param name="value">Any value but null.</param>
    /// <param name="unwrapped">What was inside.</param>
    /// <returns>Whether the value was such a wrapper.</returns>
    bool TryUnwrap(object value, out object? unwrapped);

    /// <summary>Lists the members of an object of the host.</summary>
    /// <param name="value">Any value but null.</param>
    /// <param name="members">The members, in the order in which they are to be written, no two of one name. A getter that
    /// throws gives a member with an error, never an exception. A <see cref="List{T}"/> is taken for made already, and is not
    /// timed as the code of others is.</param>
    /// <returns>Whether the value is the host's kind of object.</returns>
    bool TryGetMembers(object value, [NotNullWhen(true)] out IEnumerable<ValueMember>? members);

    /// <summary>Describes an error of the host.</summary>
    /// <param name="value">Any value but null.</param>
    /// <param name="details">What is to be told of it.</param>
    /// <returns>Whether the value is the host's kind of error.</returns>
    bool TryGetError(object value, [NotNullWhen(true)] out ErrorDetails? details);

    /// <summary>Tells whether a value is a secret of the host's (a credential), to be masked and never looked into.</summary>
    /// <param name="value">Any value but null.</param>
    bool IsSecret(object value);
}
