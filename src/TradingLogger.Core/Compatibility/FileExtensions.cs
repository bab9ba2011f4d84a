namespace TradingLogging.Compatibility;

// netstandard2.0 cannot rename over a file; it can put one in another's place.
internal static class FileExtensions
{
    extension(File)
    {
        public static void Move(string path, string newPath, bool overwrite)
        {
            if (overwrite && File.Exists(newPath))
                File.Replace(path, newPath, destinationBackupFileName: null);
            else
                File.Move(path, newPath);
        }
    }
}
