exports.handler = async (event) => {
  const { tokenId, owner } = event.requestContext.authorizer.lambda;
  return { statusCode: 200, body: JSON.stringify({ order: event.pathParameters.id, tokenId, owner }) };
};
