using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
using TradingLogging.Storage.Platform;
using TradingLogging.Storage.Platform.Windows;
using Xunit;

namespace TradingLogging.Tests.Storage.Platform;

public sealed class WindowsAccessTests : IDisposable
{
    private static readonly string[] Trusted = ["S-1-3-4", "S-1-5-18", "S-1-5-32-544"];

    private readonly LogFolder _folder;

    public WindowsAccessTests()
    {
        Assert.SkipUnless(OperatingSystem.IsWindows(), "Other systems have permission bits.");
        _folder = new LogFolder();
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("0640")]
    [InlineData("0600")]
    public void A_file_is_made_for_its_owner_the_administrators_and_the_system_alone(string mode)
    {
        Wine.Skip("of the rights only what permission bits can tell is kept.");
        string path = _folder.PathOf("new/logs/a.log");

        PlatformFiles.For(OctalModes.Of(mode, "0750")).OpenForAppend(path).Dispose();

        if (!OperatingSystem.IsWindows())
            return;
        AssertPrivate(new FileInfo(path).GetAccessControl());
        AssertPrivate(new DirectoryInfo(_folder.PathOf("new")).GetAccessControl());
        AssertPrivate(new DirectoryInfo(_folder.PathOf("new/logs")).GetAccessControl());
    }

    [Theory]
    [InlineData(false, "D:P(A;;FA;;;SY)(A;;FA;;;BA)(A;;FA;;;")]
    [InlineData(true, "D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;")]
    public void What_is_handed_to_the_call_that_makes_the_name_is_protected_and_names_nobody_else(
        bool isDirectory,
        string rights)
    {
        nint made = WindowsAccess.Of(CreationModes.Default.File, isDirectory).Descriptor;
        if (!OperatingSystem.IsWindows())
            return;
        byte[] descriptor = new byte[256];
        Marshal.Copy(made, descriptor, 0, descriptor.Length);

        string text = new RawSecurityDescriptor(descriptor, 0).GetSddlForm(AccessControlSections.Access);

        Assert.StartsWith(rights, text, StringComparison.Ordinal);
        Assert.Equal(3, text.Count(letter => letter == '('));
    }

    [Fact]
    public void A_mode_with_rights_for_others_leaves_them_to_the_directory()
    {
        string path = _folder.PathOf("a.log");
        string plain = _folder.PathOf("plain.log");
        File.WriteAllText(plain, "");

        PlatformFiles.For(OctalModes.Of("0644", "0755")).CreateFile(path);

        if (!OperatingSystem.IsWindows())
            return;
        Assert.Equal(RulesOf(new FileInfo(plain).GetAccessControl()), RulesOf(new FileInfo(path).GetAccessControl()));
    }

    [Fact]
    public void The_owner_can_use_what_was_made()
    {
        using (AppendHandle made = PlatformFiles.Current.OpenForAppend(_folder.PathOf("b/a.log")))
            made.Write("one\n"u8);

        using (AppendHandle again = PlatformFiles.Current.OpenForAppend(_folder.PathOf("b/a.log")))
            again.Write("two\n"u8);

        Assert.Equal("one\ntwo\n", _folder.Text("b/a.log"));
        File.Delete(_folder.PathOf("b/a.log"));
        Directory.Delete(_folder.PathOf("b"));
    }

    [SupportedOSPlatform("windows")]
    private static void AssertPrivate(FileSystemSecurity security)
    {
        Assert.True(security.AreAccessRulesProtected);
        Assert.Equal(Trusted, RulesOf(security));
    }

    [SupportedOSPlatform("windows")]
    private static string[] RulesOf(FileSystemSecurity security)
    {
        var users = new SortedSet<string>(StringComparer.Ordinal);
        foreach (FileSystemAccessRule rule in security.GetAccessRules(true, true, typeof(SecurityIdentifier)))
        {
            if (rule.AccessControlType == AccessControlType.Allow)
                users.Add(rule.IdentityReference.Value);
        }

        return [.. users];
    }
}
