import { Buffer } from 'node:buffer';
import {
  mainNamespace,
  officeRelationships,
  relationship,
  relationships,
  xmlHead,
} from '#test/support/corpus/plain-workbook';
import {
  actionsSheet,
  chartSheet,
  dataSheet,
  listsSheet,
  richSharedStrings,
  richStyles,
} from '#test/support/corpus/rich-assessment-sheets';
import { makeZip, type ZipPart } from '#test/support/make-zip';

const drawingMain = 'http://schemas.openxmlformats.org/drawingml/2006/main';
const chartNamespace = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
const spreadsheetDrawing = 'http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing';
const microsoft = 'http://schemas.microsoft.com/office';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
/** Stands for a macro project: bytes that nobody here may look into. */
const blob = Buffer.from(Array.from({ length: 2_048 }, (_, index) => (index * 73 + (index >> 3)) & 0xff));

function typed(id: string, type: string, target: string, mode = ''): string {
  return `<Relationship Id="${id}" Type="${type}" Target="${target}"${mode}/>`;
}

const anchor = (from: number, inner: string): string =>
  `<xdr:twoCellAnchor><xdr:from><xdr:col>10</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${from}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from>` +
  `<xdr:to><xdr:col>14</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${from + 8}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:to>${inner}<xdr:clientData/></xdr:twoCellAnchor>`;

const chartFrame = (id: string): string =>
  `<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr><xdr:cNvPr id="2" name="Chart 1"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>` +
  `<a:graphic><a:graphicData uri="${chartNamespace}"><c:chart xmlns:c="${chartNamespace}" r:id="${id}"/></a:graphicData></a:graphic></xdr:graphicFrame>`;

const drawing = (inner: string): string =>
  `${xmlHead}<xdr:wsDr xmlns:xdr="${spreadsheetDrawing}" xmlns:a="${drawingMain}" xmlns:r="${officeRelationships}">${inner}</xdr:wsDr>`;

const box =
  '<a:xfrm><a:off x="0" y="0"/><a:ext cx="100000" cy="100000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>';

const chart =
  `${xmlHead}<c:chartSpace xmlns:c="${chartNamespace}" xmlns:a="${drawingMain}"><c:chart><c:plotArea><c:layout/><c:barChart><c:barDir val="col"/><c:grouping val="clustered"/><c:varyColors val="0"/>` +
  '<c:ser><c:idx val="0"/><c:order val="0"/><c:val><c:numRef><c:f>Actions!$D$4:$D$13</c:f><c:numCache><c:formatCode>General</c:formatCode><c:ptCount val="1"/><c:pt idx="0"><c:v>4</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser>' +
  '<c:axId val="1"/><c:axId val="2"/></c:barChart><c:catAx><c:axId val="1"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="b"/><c:crossAx val="2"/></c:catAx>' +
  '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:crossAx val="1"/></c:valAx></c:plotArea><c:plotVisOnly val="1"/></c:chart></c:chartSpace>';

const vml = (inner: string): string =>
  `<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">${inner}</xml>`;

const noteShape =
  '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"/><v:shape id="_x0000_s1025" type="#_x0000_t202" style="position:absolute;visibility:hidden"><x:ClientData ObjectType="Note"><x:Row>3</x:Row><x:Column>1</x:Column></x:ClientData></v:shape>';

const workbook =
  `${xmlHead}<workbook xmlns="${mainNamespace}" xmlns:r="${officeRelationships}"><fileVersion appName="xl" lastEdited="7" lowestEdited="7" rupBuild="22228"/><workbookPr codeName="ThisWorkbook" defaultThemeVersion="166925"/>` +
  '<workbookProtection lockStructure="1"/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="20000" windowHeight="10000"/></bookViews>' +
  '<sheets><sheet name="Actions" sheetId="7" r:id="rId3"/><sheet name="Chart" sheetId="2" r:id="rId4"/><sheet name="Data" sheetId="5" r:id="rId1"/><sheet name="Lists" sheetId="3" state="veryHidden" r:id="rId2"/></sheets>' +
  '<externalReferences><externalReference r:id="rIdExternal"/></externalReferences>' +
  '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="2" hidden="1">Data!$A$1:$B$4</definedName><definedName name="_xlnm.Print_Area" localSheetId="0">Actions!$A$1:$F$13</definedName>' +
  '<definedName name="_xlnm.Print_Titles" localSheetId="0">Actions!$3:$3</definedName><definedName name="Controlbook.Revision" hidden="1">Lists!$A$1</definedName><definedName name="Rate">0.19</definedName></definedNames>' +
  '<calcPr calcId="191029"/><pivotCaches><pivotCache cacheId="1" r:id="rIdPivotCache"/></pivotCaches>' +
  '<extLst><ext xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main" uri="{46BE6895-7355-4a93-B00E-2C351335B9C9}"><x15:slicerCaches><x14:slicerCache xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" r:id="rIdSlicerCache"/></x15:slicerCaches></ext></extLst></workbook>';

const table =
  `${xmlHead}<table xmlns="${mainNamespace}" id="1" name="Actions" displayName="Actions" ref="A3:F13" totalsRowShown="0"><autoFilter ref="A3:F13"><filterColumn colId="1"><filters><filter val="Planned"/></filters></filterColumn></autoFilter>` +
  '<sortState ref="A4:F13"><sortCondition ref="A4:A13"/></sortState><tableColumns count="6"><tableColumn id="1" name="Action"/><tableColumn id="2" name="Status"/><tableColumn id="3" name="Due"/><tableColumn id="4" name="Points"/>' +
  '<tableColumn id="5" name="Weighted"><calculatedColumnFormula>Actions[[#This Row],[Points]]*10</calculatedColumnFormula></tableColumn><tableColumn id="6" name="Doubled"><calculatedColumnFormula>D4*2</calculatedColumnFormula></tableColumn></tableColumns>' +
  '<tableStyleInfo name="TableStyleMedium2" showFirstColumn="0" showLastColumn="0" showRowStripes="1" showColumnStripes="0"/></table>';

const pivotCache =
  `${xmlHead}<pivotCacheDefinition xmlns="${mainNamespace}" xmlns:r="${officeRelationships}" r:id="rId1" refreshedBy="A" refreshedDate="46000" createdVersion="6" refreshedVersion="6" minRefreshableVersion="3" recordCount="3"><cacheSource type="worksheet"><worksheetSource ref="A1:B4" sheet="Data"/></cacheSource>` +
  '<cacheFields count="2"><cacheField name="Family" numFmtId="0"><sharedItems count="2"><s v="AC"/><s v="AU"/></sharedItems></cacheField><cacheField name="Points" numFmtId="0"><sharedItems containsSemiMixedTypes="0" containsString="0" containsNumber="1" containsInteger="1" minValue="3" maxValue="7"/></cacheField></cacheFields></pivotCacheDefinition>';

const pivotTable =
  `${xmlHead}<pivotTableDefinition xmlns="${mainNamespace}" name="PivotTable1" cacheId="1" applyNumberFormats="0" applyBorderFormats="0" applyFontFormats="0" applyPatternFormats="0" applyAlignmentFormats="0" applyWidthHeightFormats="1" dataCaption="Values" updatedVersion="6" minRefreshableVersion="3" createdVersion="6" indent="0" outline="1" outlineData="1">` +
  '<location ref="E4:F6" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/><pivotFields count="2"><pivotField axis="axisRow" showAll="0"><items count="3"><item x="0"/><item x="1"/><item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/></pivotFields>' +
  '<rowFields count="1"><field x="0"/></rowFields><rowItems count="2"><i><x/></i><i><x v="1"/></i></rowItems><colItems count="1"><i/></colItems><dataFields count="1"><dataField name="Sum of Points" fld="1" baseField="0" baseItem="0"/></dataFields></pivotTableDefinition>';

const chain = [
  ...Array.from({ length: 10 }, (_, index) => `<c r="F${13 - index}"${index === 0 ? ' i="7" l="1"' : ''}/>`),
  ...Array.from({ length: 10 }, (_, index) => `<c r="E${4 + index}"/>`),
  '<c r="H30" a="1"/><c r="A31" a="1"/>',
].join('');

const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const overrides: readonly (readonly [string, string])[] = [
  ['xl/workbook.xml', 'application/vnd.ms-excel.sheet.macroEnabled.main+xml'],
  ['xl/worksheets/sheet1.xml', `${spreadsheet}.worksheet+xml`],
  ['xl/worksheets/sheet2.xml', `${spreadsheet}.worksheet+xml`],
  ['xl/worksheets/sheet3.xml', `${spreadsheet}.worksheet+xml`],
  ['xl/chartsheets/sheet1.xml', `${spreadsheet}.chartsheet+xml`],
  ['xl/styles.xml', `${spreadsheet}.styles+xml`],
  ['xl/sharedStrings.xml', `${spreadsheet}.sharedStrings+xml`],
  ['xl/calcChain.xml', `${spreadsheet}.calcChain+xml`],
  ['xl/metadata.xml', `${spreadsheet}.sheetMetadata+xml`],
  ['xl/tables/table1.xml', `${spreadsheet}.table+xml`],
  ['xl/comments1.xml', `${spreadsheet}.comments+xml`],
  ['xl/threadedComments/threadedComment1.xml', 'application/vnd.ms-excel.threadedcomments+xml'],
  ['xl/persons/person.xml', 'application/vnd.ms-excel.person+xml'],
  ['xl/drawings/drawing1.xml', 'application/vnd.openxmlformats-officedocument.drawing+xml'],
  ['xl/drawings/drawing2.xml', 'application/vnd.openxmlformats-officedocument.drawing+xml'],
  ['xl/charts/chart1.xml', 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'],
  ['xl/charts/chart2.xml', 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml'],
  ['xl/pivotCache/pivotCacheDefinition1.xml', `${spreadsheet}.pivotCacheDefinition+xml`],
  ['xl/pivotCache/pivotCacheRecords1.xml', `${spreadsheet}.pivotCacheRecords+xml`],
  ['xl/pivotTables/pivotTable1.xml', `${spreadsheet}.pivotTable+xml`],
  ['xl/slicers/slicer1.xml', 'application/vnd.ms-excel.slicer+xml'],
  ['xl/slicerCaches/slicerCache1.xml', 'application/vnd.ms-excel.slicerCache+xml'],
  ['xl/ctrlProps/ctrlProp1.xml', 'application/vnd.ms-excel.controlproperties+xml'],
  ['xl/externalLinks/externalLink1.xml', `${spreadsheet}.externalLink+xml`],
  ['customXml/itemProps1.xml', 'application/vnd.openxmlformats-officedocument.customXmlProperties+xml'],
  ['xl/webextensions/taskpanes.xml', 'application/vnd.ms-office.webextensiontaskpanes+xml'],
  ['xl/webextensions/webextension1.xml', 'application/vnd.ms-office.webextension+xml'],
  ['docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml'],
  ['docProps/app.xml', 'application/vnd.openxmlformats-officedocument.extended-properties+xml'],
  ['docProps/custom.xml', 'application/vnd.openxmlformats-officedocument.custom-properties+xml'],
  ['docMetadata/LabelInfo.xml', 'application/vnd.ms-office.classificationlabels+xml'],
];

const properties = 'http://schemas.openxmlformats.org/officeDocument/2006';
const label = 'MSIP_Label_2096f6a2-d2f7-48be-b329-b73aaa526e5d_Enabled';

/** The parts of a macro workbook in which every kind of thing occurs that a write-back must not harm. */
export function richAssessmentParts(): readonly ZipPart[] {
  const parts: readonly (readonly [string, string | Buffer])[] = [
    [
      '[Content_Types].xml',
      `${xmlHead}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
        '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Default Extension="dat" ContentType="application/x-unknown"/>' +
        `${overrides.map(([part, type]) => `<Override PartName="/${part}" ContentType="${type}"/>`).join('')}</Types>`,
    ],
    [
      '_rels/.rels',
      relationships(
        relationship('rId1', 'officeDocument', 'xl/workbook.xml') +
          typed(
            'rId2',
            'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties',
            'docProps/core.xml',
          ) +
          relationship('rId3', 'extended-properties', 'docProps/app.xml') +
          relationship('rId4', 'custom-properties', 'docProps/custom.xml') +
          typed('rId5', `${microsoft}/2011/relationships/webextensiontaskpanes`, 'xl/webextensions/taskpanes.xml') +
          typed('rId6', `${microsoft}/2020/02/relationships/classificationlabels`, 'docMetadata/LabelInfo.xml'),
      ),
    ],
    ['xl/workbook.xml', workbook],
    [
      'xl/_rels/workbook.xml.rels',
      relationships(
        relationship('rId1', 'worksheet', 'worksheets/sheet1.xml') +
          relationship('rId2', 'worksheet', '/xl/worksheets/sheet2.xml') +
          relationship('rId3', 'worksheet', 'worksheets/sheet3.xml') +
          relationship('rId4', 'chartsheet', 'chartsheets/sheet1.xml') +
          relationship('rId5', 'styles', 'styles.xml') +
          relationship('rId6', 'sharedStrings', 'sharedStrings.xml') +
          relationship('rId7', 'calcChain', 'calcChain.xml') +
          relationship('rId8', 'sheetMetadata', 'metadata.xml') +
          typed('rId9', `${microsoft}/2006/relationships/vbaProject`, 'vbaProject.bin') +
          relationship('rIdPivotCache', 'pivotCacheDefinition', 'pivotCache/pivotCacheDefinition1.xml') +
          typed('rIdSlicerCache', `${microsoft}/2007/relationships/slicerCache`, 'slicerCaches/slicerCache1.xml') +
          relationship('rIdExternal', 'externalLink', 'externalLinks/externalLink1.xml') +
          typed('rIdPerson', `${microsoft}/2017/10/relationships/person`, 'persons/person.xml') +
          relationship('rIdCustomXml', 'customXml', '../customXml/item1.xml') +
          typed('rIdUnknown', 'urn:vendor:relationships/unknown', 'unknown/part.dat'),
      ),
    ],
    ['xl/worksheets/sheet3.xml', actionsSheet()],
    [
      'xl/worksheets/_rels/sheet3.xml.rels',
      relationships(
        typed(
          'rIdLink',
          `${officeRelationships}/hyperlink`,
          'https://example.test/guidance?a=1&amp;b=2',
          ' TargetMode="External"',
        ) +
          relationship('rIdPrinter', 'printerSettings', '../printerSettings/printerSettings1.bin') +
          relationship('rIdDrawing', 'drawing', '../drawings/drawing1.xml') +
          relationship('rIdVml', 'vmlDrawing', '../drawings/vmlDrawing1.vml') +
          relationship('rIdVmlHf', 'vmlDrawing', '../drawings/vmlDrawing2.vml') +
          relationship('rIdControl', 'ctrlProp', '../ctrlProps/ctrlProp1.xml') +
          relationship('rIdTable', 'table', '../tables/table1.xml') +
          relationship('rIdComments', 'comments', '../comments1.xml') +
          typed(
            'rIdThreads',
            `${microsoft}/2017/10/relationships/threadedComment`,
            '../threadedComments/threadedComment1.xml',
          ) +
          typed('rIdSlicer', `${microsoft}/2007/relationships/slicer`, '../slicers/slicer1.xml'),
      ),
    ],
    ['xl/worksheets/sheet1.xml', dataSheet()],
    [
      'xl/worksheets/_rels/sheet1.xml.rels',
      relationships(relationship('rId1', 'pivotTable', '../pivotTables/pivotTable1.xml')),
    ],
    ['xl/worksheets/sheet2.xml', listsSheet()],
    ['xl/chartsheets/sheet1.xml', chartSheet()],
    [
      'xl/chartsheets/_rels/sheet1.xml.rels',
      relationships(relationship('rId1', 'drawing', '../drawings/drawing2.xml')),
    ],
    ['xl/styles.xml', richStyles],
    ['xl/sharedStrings.xml', richSharedStrings],
    ['xl/calcChain.xml', `${xmlHead}<calcChain xmlns="${mainNamespace}">${chain}</calcChain>`],
    [
      'xl/metadata.xml',
      `${xmlHead}<metadata xmlns="${mainNamespace}" xmlns:xda="${microsoft}/spreadsheetml/2017/dynamicarray"><metadataTypes count="1"><metadataType name="XLDAPR" minSupportedVersion="120000" cellMeta="1"/></metadataTypes>` +
        '<futureMetadata name="XLDAPR" count="1"><bk><extLst><ext uri="{bdbb8cdc-fa1e-496e-a857-3c3f30c029c3}"><xda:dynamicArrayProperties fDynamic="1" fCollapsed="0"/></ext></extLst></bk></futureMetadata><cellMetadata count="1"><bk><rc t="1" v="0"/></bk></cellMetadata></metadata>',
    ],
    ['xl/tables/table1.xml', table],
    [
      'xl/comments1.xml',
      `${xmlHead}<comments xmlns="${mainNamespace}"><authors><author>tc={0A}</author></authors><commentList><comment ref="B4" authorId="0" shapeId="0"><text><r><rPr><b/></rPr><t>Note</t></r><r><t xml:space="preserve"> on it</t></r></text></comment></commentList></comments>`,
    ],
    [
      'xl/threadedComments/threadedComment1.xml',
      `${xmlHead}<ThreadedComments xmlns="${microsoft}/spreadsheetml/2018/threadedcomments"><threadedComment ref="B4" dT="2026-01-01T00:00:00.00" personId="{P1}" id="{0A}"><text>A thread</text></threadedComment></ThreadedComments>`,
    ],
    [
      'xl/persons/person.xml',
      `${xmlHead}<personList xmlns="${microsoft}/spreadsheetml/2018/threadedcomments"><person displayName="Ada" id="{P1}" userId="ada" providerId="None"/></personList>`,
    ],
    [
      'xl/drawings/drawing1.xml',
      drawing(
        anchor(2, chartFrame('rId1')) +
          anchor(
            12,
            `<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="3" name="Logo"/><xdr:cNvPicPr/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId2"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill><xdr:spPr>${box}</xdr:spPr></xdr:pic>`,
          ) +
          anchor(
            22,
            `<xdr:sp macro="" textlink=""><xdr:nvSpPr><xdr:cNvPr id="4" name="Box"/><xdr:cNvSpPr/></xdr:nvSpPr><xdr:spPr>${box}</xdr:spPr><xdr:txBody><a:bodyPr/><a:p><a:r><a:t>Shape</a:t></a:r></a:p></xdr:txBody></xdr:sp>`,
          ),
      ),
    ],
    [
      'xl/drawings/_rels/drawing1.xml.rels',
      relationships(
        relationship('rId1', 'chart', '../charts/chart1.xml') + relationship('rId2', 'image', '../media/image1.png'),
      ),
    ],
    [
      'xl/drawings/drawing2.xml',
      drawing(
        `<xdr:absoluteAnchor><xdr:pos x="0" y="0"/><xdr:ext cx="9000000" cy="6000000"/>${chartFrame('rId1')}<xdr:clientData/></xdr:absoluteAnchor>`,
      ),
    ],
    ['xl/drawings/_rels/drawing2.xml.rels', relationships(relationship('rId1', 'chart', '../charts/chart2.xml'))],
    ['xl/drawings/vmlDrawing1.vml', vml(noteShape)],
    [
      'xl/drawings/vmlDrawing2.vml',
      vml('<v:shape id="LH" style="position:absolute"><v:imagedata o:relid="rId1" o:title="logo"/></v:shape>'),
    ],
    ['xl/drawings/_rels/vmlDrawing2.vml.rels', relationships(relationship('rId1', 'image', '../media/image1.png'))],
    ['xl/charts/chart1.xml', chart],
    ['xl/charts/chart2.xml', chart],
    ['xl/media/image1.png', png],
    ['xl/pivotCache/pivotCacheDefinition1.xml', pivotCache],
    [
      'xl/pivotCache/_rels/pivotCacheDefinition1.xml.rels',
      relationships(relationship('rId1', 'pivotCacheRecords', 'pivotCacheRecords1.xml')),
    ],
    [
      'xl/pivotCache/pivotCacheRecords1.xml',
      `${xmlHead}<pivotCacheRecords xmlns="${mainNamespace}" count="3"><r><x v="0"/><n v="3"/></r><r><x v="1"/><n v="5"/></r><r><x v="0"/><n v="7"/></r></pivotCacheRecords>`,
    ],
    ['xl/pivotTables/pivotTable1.xml', pivotTable],
    [
      'xl/pivotTables/_rels/pivotTable1.xml.rels',
      relationships(relationship('rId1', 'pivotCacheDefinition', '../pivotCache/pivotCacheDefinition1.xml')),
    ],
    [
      'xl/slicers/slicer1.xml',
      `${xmlHead}<slicers xmlns="${microsoft}/spreadsheetml/2009/9/main"><slicer name="Status" cache="Slicer_Status" caption="Status" rowHeight="241300"/></slicers>`,
    ],
    [
      'xl/slicerCaches/slicerCache1.xml',
      `${xmlHead}<slicerCacheDefinition xmlns="${microsoft}/spreadsheetml/2009/9/main" xmlns:x="${mainNamespace}" name="Slicer_Status" sourceName="Status"><extLst><x:ext xmlns:x15="${microsoft}/spreadsheetml/2010/11/main" uri="{2F2917AC-EB37-4324-AD4E-5DD8C200BD13}"><x15:tableSlicerCache tableId="1" column="2"/></x:ext></extLst></slicerCacheDefinition>`,
    ],
    [
      'xl/ctrlProps/ctrlProp1.xml',
      `${xmlHead}<formControlPr xmlns="${microsoft}/spreadsheetml/2009/9/main" objectType="CheckBox" checked="Checked" lockText="1"/>`,
    ],
    [
      'xl/externalLinks/externalLink1.xml',
      `${xmlHead}<externalLink xmlns="${mainNamespace}" xmlns:r="${officeRelationships}"><externalBook r:id="rId1"><sheetNames><sheetName val="Rates"/></sheetNames></externalBook></externalLink>`,
    ],
    [
      'xl/externalLinks/_rels/externalLink1.xml.rels',
      relationships(typed('rId1', `${officeRelationships}/externalLinkPath`, 'rates.xlsx', ' TargetMode="External"')),
    ],
    ['xl/printerSettings/printerSettings1.bin', blob.subarray(0, 64)],
    ['xl/vbaProject.bin', blob],
    ['xl/unknown/part.dat', Buffer.from('whatever a vendor put here')],
    ['customXml/item1.xml', `${xmlHead}<settings xmlns="urn:someone"><a b="1"/></settings>`],
    ['customXml/_rels/item1.xml.rels', relationships(relationship('rId1', 'customXmlProps', 'itemProps1.xml'))],
    [
      'customXml/itemProps1.xml',
      `${xmlHead}<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{11111111-0000-0000-0000-000000000000}"><ds:schemaRefs/></ds:datastoreItem>`,
    ],
    [
      'xl/webextensions/taskpanes.xml',
      `${xmlHead}<wetp:taskpanes xmlns:wetp="${microsoft}/webextensions/taskpanes/2010/11"><wetp:taskpane dockstate="right" visibility="1" width="350" row="1"><wetp:webextensionref xmlns:r="${officeRelationships}" r:id="rId1"/></wetp:taskpane></wetp:taskpanes>`,
    ],
    [
      'xl/webextensions/_rels/taskpanes.xml.rels',
      relationships(typed('rId1', `${microsoft}/2011/relationships/webextension`, 'webextension1.xml')),
    ],
    [
      'xl/webextensions/webextension1.xml',
      `${xmlHead}<we:webextension xmlns:we="${microsoft}/webextensions/webextension/2010/11" id="{22222222-0000-0000-0000-000000000000}"><we:reference id="00000000-0000-0000-0000-000000000001" version="1.0.0.0" store="developer" storeType="Registry"/><we:properties><we:property name="Office.AutoShowTaskpaneWithDocument" value="true"/></we:properties></we:webextension>`,
    ],
    [
      'docProps/core.xml',
      `${xmlHead}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><cp:lastModifiedBy>Ada</cp:lastModifiedBy><dcterms:modified xsi:type="dcterms:W3CDTF">2026-01-02T03:04:05Z</dcterms:modified></cp:coreProperties>`,
    ],
    [
      'docProps/app.xml',
      `${xmlHead}<Properties xmlns="${properties}/extended-properties"><Application>Microsoft Excel</Application></Properties>`,
    ],
    [
      'docProps/custom.xml',
      `${xmlHead}<Properties xmlns="${properties}/custom-properties" xmlns:vt="${properties}/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="${label}"><vt:lpwstr>true</vt:lpwstr></property></Properties>`,
    ],
    [
      'docMetadata/LabelInfo.xml',
      `${xmlHead}<clbl:labelList xmlns:clbl="${microsoft}/2020/mipLabelMetadata"><clbl:label id="{2096f6a2-d2f7-48be-b329-b73aaa526e5d}" enabled="1" method="Privileged" siteId="{00000000-0000-0000-0000-000000000000}"/></clbl:labelList>`,
    ],
  ];
  return parts.map(([name, content], index) => ({
    name,
    content,
    time: 0x6000 + index,
    stored: name.endsWith('.png'),
    descriptor: index % 7 === 3,
  }));
}

export function richAssessment(): Buffer {
  return makeZip(richAssessmentParts(), 'kept comment');
}
