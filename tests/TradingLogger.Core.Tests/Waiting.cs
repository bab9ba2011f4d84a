using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace TradingLogging.Tests;

/// <summary>Waits that end: what does not come in time is an error that names it. The time is ample, for a busy
/// machine.</summary>
internal static class Waiting
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Waits until something is so.</summary>
    public static void Until(Func<bool> isSo, [CallerArgumentExpression(nameof(isSo))] string what = "") =>
        Require(SpinWait.SpinUntil(isSo, Patience), what);

    /// <summary>Waits for the end of a thread.</summary>
    public static void EndInTime(this Thread thread, [CallerArgumentExpression(nameof(thread))] string what = "") =>
        Require(thread.Join(Patience), $"the end of the thread '{what}'");

    /// <summary>Waits for the end of a process, and kills it when that does not come.</summary>
    public static void EndInTime(this Process process)
    {
        if (process.WaitForExit((int)Patience.TotalMilliseconds))
            return;
        string what = $"the end of '{process.StartInfo.FileName}'";
        process.Kill();
        Require(isSo: false, what);
    }

    /// <summary>Waits for an event.</summary>
    public static void WaitInTime(
        this ManualResetEventSlim signal, [CallerArgumentExpression(nameof(signal))] string what = "") =>
        Require(signal.Wait(Patience), $"the event '{what}'");

    /// <summary>Waits for the end of a task.</summary>
    public static void InTime(this Task task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        Require(((IAsyncResult)task).AsyncWaitHandle.WaitOne(Patience), $"the end of '{what}'");
        task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for the result of a task, such as text from a pipe, which a child of a child may hold.</summary>
    public static T InTime<T>(this Task<T> task, [CallerArgumentExpression(nameof(task))] string what = "")
    {
        InTime((Task)task, what);
        return task.GetAwaiter().GetResult();
    }

    /// <summary>For a loop that does something until what it waits for has come.</summary>
    /// <param name="waited">How long it has gone on.</param>
    /// <param name="what">What it waits for.</param>
    public static void Check(Stopwatch waited, string what) => Require(waited.Elapsed < Patience, what);

    private static void Require(bool isSo, string what)
    {
        if (!isSo)
            throw new TimeoutException($"Within {Patience} this did not come: {what}.");
    }
}
