namespace TradingLogging.Resilience.Tests.Logs;

/// <summary>What must be true of a log that several processes have written.</summary>
internal static class LogAssert
{
    /// <summary>Nothing lost, torn or doubled, and the events of each writer in the order in which it wrote
    /// them.</summary>
    public static void HoldsExactly(LogContents log, IEnumerable<string> writers, int eventsPerWriter)
    {
        Assert.Empty(log.DamagedLines);
        IReadOnlyDictionary<string, IReadOnlyList<int>> found = log.NumbersByWriter;
        Assert.Equal(writers.Order(), found.Keys.Order());
        foreach ((string writer, IReadOnlyList<int> numbers) in found)
            IsRun(writer, numbers, first: 0, eventsPerWriter);
    }

    /// <summary>A writer's events from one number on, each once and in order.</summary>
    public static void IsRun(string writer, IReadOnlyList<int> numbers, int first, int count)
    {
        string missing = string.Join(", ", Enumerable.Range(first, count).Except(numbers).Take(10));
        string doubled = string.Join(
            ", ",
            numbers.GroupBy(number => number).Where(group => group.Count() > 1).Select(group => group.Key).Take(10));
        Assert.True(missing.Length == 0, $"{writer}: missing are {missing}, …");
        Assert.True(doubled.Length == 0, $"{writer}: more than once there are {doubled}, …");
        Assert.Equal(Enumerable.Range(first, count), numbers);
    }

    /// <summary>One archive for each rotation, numbered from 1 on: none has been overwritten.</summary>
    public static void HasArchiveOfEveryRotation(LogContents log, string name, long rotations)
    {
        IEnumerable<string> archives = Enumerable.Range(1, (int)rotations)
            .Reverse()
            .Select(number => $"{name}.{number}");
        Assert.Equal([.. archives, name], log.Files);
    }
}
