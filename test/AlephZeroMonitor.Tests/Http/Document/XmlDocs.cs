using System.Text;
using System.Xml.Linq;

namespace AlephZeroMonitor.Http.Document;

/// <summary>The documentation comments of the program's types and their members, as the compiler wrote them.</summary>
internal sealed class XmlDocs
{
    private readonly Dictionary<string, XElement> _members = new[] { "alephzero-monitor.xml", "AlephZeroMonitor.Watching.xml", "AlephZeroMonitor.Core.xml" }
        .SelectMany(name => XDocument.Load(Path.Combine(AppContext.BaseDirectory, name)).Descendants("member"))
        .GroupBy(member => member.Attribute("name")!.Value)
        .ToDictionary(members => members.Key, members => members.First());

    /// <summary>What is said of a type.</summary>
    public string Of(Type type) => Text(_members[$"T:{type.FullName}"].Element("summary")!);

    /// <summary>What is said of a property, of a parameter of a record, or of an enum's value.</summary>
    public string Of(Type type, string member) => Text(
        _members.GetValueOrDefault($"{(type.IsEnum ? 'F' : 'P')}:{type.FullName}.{member}")?.Element("summary")
        ?? _members[$"T:{type.FullName}"].Elements("param").First(param => param.Attribute("name")!.Value == member));

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" } see when see.Attribute("cref") is { } name => $"`{name.Value.Split('.')[^1]}`",
                XElement other => $"`{other.Attribute("langword")?.Value ?? other.Value}`",
                _ => "",
            });
        }

        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
