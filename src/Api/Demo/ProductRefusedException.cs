using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace AiWebBuilder.Api.Demo;

/// <summary>The API refused a request; the message holds its answer.</summary>
internal sealed class ProductRefusedException(string message) : Exception(message);
