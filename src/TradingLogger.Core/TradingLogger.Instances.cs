using TradingLogging.Text;

namespace TradingLogging;

/// <content>The loggers of the process by their names.</content>
public static partial class TradingLogger
{
    private const int LongestName = 64;

    private static readonly object InstancesGate = new();

    // Replaced as a whole, so that readers need no lock. Instances are few and are never taken away.
    private static volatile LoggerInstance[] s_instances = [LoggerInstance.Default];

    /// <summary>The instances that exist: <c>default</c>, and in the order of their names those that
    /// <see cref="GetInstance"/> has made, initialised or not.</summary>
    public static IReadOnlyList<LoggerInstance> Instances => ReadableList.Of<LoggerInstance>(s_instances);

    /// <summary>The logger of a name, made when there is none: always the same object for a name, in whatever case. It
    /// lives as long as the process and shares nothing with the others.</summary>
    /// <param name="name">1 to 64 letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first one a letter or a digit;
    /// <c>default</c> is the one that the other members of this class mean.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="ArgumentException">The name is not of that form.</exception>
    public static LoggerInstance GetInstance(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (FindInstance(name) is { } known)
            return known;
        if (!IsName(name))
        {
            throw new ArgumentException(
                "The name of a logger is 1 to 64 letters, digits, '.', '_' and '-', and begins with a letter or a "
                    + "digit.",
                nameof(name));
        }

        lock (InstancesGate)
            return FindInstance(name) ?? Add(new LoggerInstance(name));
    }

    /// <summary>The instance of a name, in whatever case; null when there is none.</summary>
    /// <param name="name">The name.</param>
    public static LoggerInstance? FindInstance(string name) => Array.Find(
        s_instances, instance => string.Equals(instance.Name, name, StringComparison.OrdinalIgnoreCase));

    private static LoggerInstance Add(LoggerInstance added)
    {
        s_instances =
        [
            LoggerInstance.Default,
            .. s_instances.Skip(1).Append(added).OrderBy(instance => instance.Name, StringComparer.OrdinalIgnoreCase),
        ];
        return added;
    }

    private static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName
        && char.IsLetterOrDigit(name[0])
        && name.All(character => char.IsLetterOrDigit(character) || character is '.' or '_' or '-');
}
