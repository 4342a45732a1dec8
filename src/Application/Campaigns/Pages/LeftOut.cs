using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Ganss.Xss;

namespace AiWebBuilder.Application.Campaigns.Pages;

/// <summary>Something of a component or an e-mail that is not shown.</summary>
/// <param name="ComponentId">Null for an e-mail, which is one component.</param>
/// <param name="What">As its owner knows it: <c>&lt;script&gt;</c>, <c>onclick of &lt;p&gt;</c>.</param>
public sealed record LeftOut(Guid? ComponentId, string What);
