using System.Collections.Concurrent;
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Runtime.InteropServices;

namespace TradingLogging.PowerShell.Instances;

/// <summary>The loggers that modules have initialised by name, each in its runspaces.</summary>
internal static class ModuleLoggers
{
    // How PowerShell calls the module that it makes for the block of an event, or for a closure.
    private const string UnnamedModule = "__DynamicModule_";

    private static readonly StringComparer Paths = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? StringComparer.OrdinalIgnoreCase
        : StringComparer.Ordinal;

    private static readonly object Gate = new();

    // By path: two modules may have the same name.
    private static readonly ConcurrentDictionary<string, ModuleChoices> Modules = new(Paths);

    // Who never gives a name pays for reading this field alone.
    private static volatile bool s_isUsed;

    /// <summary>Remembers the logger that the module which calls a cmdlet has initialised in this runspace.</summary>
    public static void Remember(PSCmdlet cmdlet, LoggerInstance instance)
    {
        if (cmdlet.SessionState.Module is not { } caller)
            return;
        lock (Gate)
        {
            string key = KeyOf(caller, cmdlet) ?? OwnKeyOf(caller);
            ModuleChoices former = Modules.TryGetValue(key, out ModuleChoices? known)
                ? known
                : new ModuleChoices(caller.Name, FolderOf(caller), []);
            Modules[key] = former with { Choices = former.With(new Choice(instance, Runspace.DefaultRunspace)) };
        }

        s_isUsed = true;
    }

    /// <summary>The loggers that a cmdlet may mean because of the module that calls it: the one that was initialised in
    /// this runspace; else those of other runspaces.</summary>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="module">The name of the module; empty when there is no logger.</param>
    public static LoggerInstance[] Of(PSCmdlet cmdlet, out string module)
    {
        module = string.Empty;
        if (!s_isUsed
            || cmdlet.SessionState.Module is not { } caller
            || KeyOf(caller, cmdlet) is not { } key
            || !Modules.TryGetValue(key, out ModuleChoices? choices))
        {
            return [];
        }

        module = choices.Name;
        return choices.For(Runspace.DefaultRunspace);
    }

    // The block of an event and a closure belong to the module in whose file they stand.
    private static string? KeyOf(PSModuleInfo module, PSCmdlet cmdlet)
    {
        string key = OwnKeyOf(module);
        if (Modules.ContainsKey(key))
            return key;
        string script = cmdlet.MyInvocation.ScriptName;
        if (string.IsNullOrEmpty(script) || !module.Name.StartsWith(UnnamedModule, StringComparison.Ordinal))
            return null;
        return Modules.ContainsKey(script)
            ? script
            : Modules.Where(known => IsBelow(script, known.Value.Folder))
                .OrderByDescending(known => known.Value.Folder!.Length)
                .Select(known => known.Key)
                .FirstOrDefault();
    }

    private static string OwnKeyOf(PSModuleInfo module) =>
        string.IsNullOrEmpty(module.Path) ? module.Name : module.Path;

    // The folder of a module that has one for itself: it is called as the module, perhaps with a version below.
    private static string? FolderOf(PSModuleInfo module)
    {
        if (string.IsNullOrEmpty(module.ModuleBase))
            return null;
        string? named = Version.TryParse(Path.GetFileName(module.ModuleBase), out _)
            ? Path.GetDirectoryName(module.ModuleBase)
            : module.ModuleBase;
        return Paths.Equals(Path.GetFileName(named), module.Name) ? module.ModuleBase : null;
    }

    private static bool IsBelow(string script, string? folder)
    {
        if (folder is null)
            return false;
        string? parent = Path.GetDirectoryName(script);
        while (parent is not null && !Paths.Equals(parent, folder))
            parent = Path.GetDirectoryName(parent);
        return parent is not null;
    }

    /// <param name="Name">The name of the module.</param>
    /// <param name="Folder">The folder that has its files and no others; null for none.</param>
    /// <param name="Choices">What its copies have initialised.</param>
    private sealed record ModuleChoices(string Name, string? Folder, Choice[] Choices)
    {
        /// <summary>The choices with that of a runspace. Those of runspaces which are gone are kept as long as nobody
        /// else has made them.</summary>
        public Choice[] With(Choice added) =>
        [
            .. Choices.Where(choice => !choice.IsOf(added.Of) && (choice.IsLiving || choice.Logger != added.Logger)),
            added,
        ];

        /// <summary>The logger of a runspace; else the different ones of the others, without closed ones if any is
        /// open.</summary>
        /// <remarks>Whether the other runspaces still live does not decide: they end at a moment that nobody
        /// sees.</remarks>
        public LoggerInstance[] For(Runspace runspace)
        {
            foreach (Choice choice in Choices)
            {
                if (choice.IsOf(runspace))
                    return [choice.Logger];
            }

            LoggerInstance[] all = [.. Choices.Select(choice => choice.Logger).Distinct()];
            LoggerInstance[] open = Array.FindAll(all, logger => logger.IsInitialized);
            return open.Length > 0 ? open : all;
        }
    }

    private sealed class Choice(LoggerInstance logger, Runspace runspace)
    {
        private readonly WeakReference<Runspace> _runspace = new(runspace);

        public LoggerInstance Logger => logger;

        public Runspace? Of => _runspace.TryGetTarget(out Runspace? known) ? known : null;

        public bool IsLiving => Of is { RunspaceStateInfo.State: RunspaceState.Opened };

        public bool IsOf(Runspace? other) => other is not null && ReferenceEquals(Of, other);
    }
}
