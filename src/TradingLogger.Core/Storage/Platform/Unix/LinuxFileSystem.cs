namespace TradingLogging.Storage.Platform.Unix;

/// <summary>The file systems of Linux that lie on another machine, by the numbers that <c>statfs(2)</c> lists.</summary>
internal static class LinuxFileSystem
{
    /// <summary>The name of a network file system; null for any other.</summary>
    public static string? FindNetworkName(uint type) => type switch
    {
        0x6969 => "nfs",
        0x517B => "smb",
        0xFF534D42 => "cifs",
        0xFE534D42 => "smb2",
        0x5346414F or 0x6B414653 => "afs",
        0x73757245 => "coda",
        0x00C36400 => "ceph",
        0x0BD00BD0 => "lustre",
        0x01021997 => "9p",
        _ => null,
    };
}
