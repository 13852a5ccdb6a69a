using System.Globalization;

namespace NodeSimulator;

/// <summary>Keeps the node's life in the container's writable layer: a line with the life's number and the best block.</summary>
internal sealed class LifeFile
{
    private readonly string _path;

    /// <summary>Makes the folder if it isn't there.</summary>
    public LifeFile(string folder) => _path = Path.Combine(Directory.CreateDirectory(folder).FullName, "life");

    /// <summary>The life that begins now.</summary>
    public Life Begin()
    {
        if (!File.Exists(_path))
        {
            return new Life(1, null);
        }

        return File.ReadAllText(_path).Split(' ') is [var number, var best]
            && int.TryParse(number, CultureInfo.InvariantCulture, out var lived)
            && uint.TryParse(best, CultureInfo.InvariantCulture, out var block)
                ? new Life(lived + 1, block)
                : throw new InvalidDataException($"{_path} doesn't hold a life's number and a best block; remove it.");
    }

    /// <summary>Saves; whenever the process is killed, the file is whole.</summary>
    public void Save(int number, uint best)
    {
        var next = _path + ".next";
        File.WriteAllText(next, string.Create(CultureInfo.InvariantCulture, $"{number} {best}\n"));
        File.Move(next, _path, overwrite: true);
    }
}
